import asyncio
import threading
import time


async def slow_square(n):
    await asyncio.sleep(0.3)  # stands for waiting for a server
    return n * n


async def main():
    start = time.perf_counter()
    waits = [slow_square(n) for n in range(1000)]
    results = await asyncio.gather(*waits)
    seconds = time.perf_counter() - start

    print(f"results: {len(results)}, the first: {results[:4]}")
    print(f"threads: {threading.active_count()}")
    print(f"less than 30 seconds, not 300: {seconds < 30}")


if __name__ == "__main__":
    asyncio.run(main())
