import asyncio
import concurrent.futures


async def double(number):
    await asyncio.sleep(0.2)
    return number * 2


async def main():
    loop = asyncio.get_running_loop()
    with concurrent.futures.ProcessPoolExecutor() as executor:
        result = await loop.run_in_executor(executor, double, 3)
    print(f"result: {result}")


if __name__ == "__main__":
    asyncio.run(main())
