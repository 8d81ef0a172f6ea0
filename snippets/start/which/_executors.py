import concurrent.futures

NAMES = [
    name
    for name in (
        "ProcessPoolExecutor",
        "InterpreterPoolExecutor",  # since Python 3.14
        "ThreadPoolExecutor",
    )
    if hasattr(concurrent.futures, name)
]
EXECUTORS = [getattr(concurrent.futures, name) for name in NAMES]
