import asyncio
import concurrent.futures
import time


def work(seconds):
    time.sleep(seconds)


async def main():
    loop = asyncio.get_running_loop()
    executor = concurrent.futures.ProcessPoolExecutor()
    start = time.monotonic()
    future = loop.run_in_executor(executor, work, 1)
    try:
        await asyncio.wait_for(future, timeout=0.2)
    except TimeoutError:
        print(f"given up, future cancelled: {future.cancelled()}")

    await asyncio.to_thread(executor.shutdown)  # doesn't block the loop
    waited = time.monotonic() - start
    print(f"the worker went on to the end: {waited > 0.9}")


if __name__ == "__main__":
    asyncio.run(main())
