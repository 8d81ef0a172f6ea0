import concurrent.futures


def square(number):
    return number * number


with concurrent.futures.ProcessPoolExecutor(1) as executor:
    future = executor.submit(square, 3)
if error := future.exception():
    print(f"{type(error).__name__}: {error}")
else:
    print(f"square: {future.result()}")
