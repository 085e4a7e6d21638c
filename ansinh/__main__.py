"""``python -m ansinh``."""

from ansinh.cli import app

if __name__ == "__main__":
    app()
