import concurrent.futures

NAMES = (
    "ProcessPoolExecutor",
    "InterpreterPoolExecutor",  # since Python 3.14
    "ThreadPoolExecutor",
)
EXECUTORS = [
    getattr(concurrent.futures, name)
    for name in NAMES
    if hasattr(concurrent.futures, name)
]
