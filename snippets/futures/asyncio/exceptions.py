import asyncio
import concurrent.futures


def divide(number):
    return 10 / number


async def main():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ProcessPoolExecutor() as executor:
        futures = [
            loop.run_in_executor(executor, divide, number)
            for number in (5, 0, 2)
        ]
        outcomes = await asyncio.gather(
            *futures, return_exceptions=True
        )
    for outcome in outcomes:
        print(f"{outcome!r}")


if __name__ == "__main__":
    asyncio.run(main())
