import asyncio
import concurrent.futures
import warnings


async def main():
    await asyncio.to_thread(print, "the loop has a thread now")
    loop = asyncio.get_running_loop()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with concurrent.futures.ProcessPoolExecutor(1) as executor:
            await loop.run_in_executor(executor, abs, -1)
    print(f"warnings: {[each.category.__name__ for each in caught]}")


if __name__ == "__main__":
    asyncio.run(main())
