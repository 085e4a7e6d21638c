"""From LLVM assembly to machine code, and the names of compiled kernels in the cache.

A cached kernel is a few plain object files with their layout, named by a digest of everything
that could change it: the sources of the rules, the shapes of parameters, the facts, the engine,
llvmlite and the processor.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import llvmlite
import llvmlite.binding as llvm

from ansinh.engine.book import LawBook
from ansinh.engine.digests import rules_digest
from ansinh.engine.kernel import assemble as assembling
from ansinh.engine.kernel.assemble import assemble, target_machine


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def machine_code(texts: Iterator[str], count: int) -> tuple[bytes, ...]:
    """Compile ``count`` texts of LLVM assembly; object files in their order.

    Several are compiled in processes of their own, each as soon as its text is there.

    Raises:
        RuntimeError: LLVM refuses a text, or its process ended early.
    """
    if count == 1:
        return tuple(map(assemble, texts))
    with ThreadPoolExecutor(min(count, processors())) as pool:
        return tuple(pool.map(_assemble_apart, texts))


def _assemble_apart(text: str) -> bytes:
    command = [sys.executable, "-P", assembling.__file__]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip()
        raise RuntimeError(f"compiling the law ended with {done.returncode}: {message[-2000:]}")
    return done.stdout


class Loaded:
    """Machine code in memory, its parts linked; ``address`` is its driver."""

    def __init__(self, objects: Iterable[bytes]) -> None:
        machine = target_machine()
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
        for code in objects:
            self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        self.address = self._engine.get_function_address("drive")


def digest(book: LawBook, benefits: tuple[str, ...], dense: tuple[str, ...]) -> str:
    """Name of the kernel that a book, its benefits and its columns compile to."""
    state = hashlib.sha256(rules_digest(book).encode())
    state.update(_processor().encode())
    state.update(repr((benefits, dense)).encode())
    return state.hexdigest()


def _processor() -> str:
    features = llvm.get_host_cpu_features().flatten()
    return repr((llvmlite.__version__, llvm.get_host_cpu_name(), features))
