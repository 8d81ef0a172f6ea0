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
    with concurrent.futures.ProcessPoolExecutor() as executor:
        future = executor.submit(work, 3)
        print(f"result: {future.result()}")
    print(f"the other task ran meanwhile: {len(ticks) > 0}")
    clock.cancel()


if __name__ == "__main__":
    asyncio.run(main())
