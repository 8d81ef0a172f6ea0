import asyncio
import concurrent.futures
import time


def square(number):
    time.sleep(0.3)  # stands for work
    return number * number


async def main():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = [
            loop.run_in_executor(executor, square, number)
            for number in (2, 3, 4)
        ]
        print(f"results: {await asyncio.gather(*futures)}")


if __name__ == "__main__":
    asyncio.run(main())
