import asyncio
import concurrent.futures
import time


def work(number):
    time.sleep(0.5)
    return number


async def tick(ticks):
    while True:
        ticks.append("tick")
        await asyncio.sleep(0.05)


async def main():
    ticks = []
    clock = asyncio.create_task(tick(ticks))
    loop = asyncio.get_running_loop()
    with concurrent.futures.ProcessPoolExecutor() as executor:
        future = loop.run_in_executor(executor, work, 3)
        print(f"result: {await future}")
    print(f"the other task ran meanwhile: {len(ticks) > 0}")
    clock.cancel()


if __name__ == "__main__":
    asyncio.run(main())
