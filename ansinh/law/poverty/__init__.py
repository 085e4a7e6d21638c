"""Who is poor, near-poor, of average living standard or a low-income worker."""
