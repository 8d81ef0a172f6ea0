import functools
import multiprocessing


def price(amount, unit_price, discount=0):
    return amount * unit_price - discount


def price_of(order):
    amount, unit_price = order
    return price(amount, unit_price)


def main():
    amounts, unit_prices = [3, 1, 2], [10, 25, 5]
    orders = list(zip(amounts, unit_prices))
    cheaper = functools.partial(price, unit_price=10, discount=2)
    with multiprocessing.Pool(2) as pool:
        print(f"starmap: {pool.starmap(price, orders)}")
        print(f"partial: {pool.map(cheaper, amounts)}")
        print(f"a tuple: {pool.map(price_of, orders)}")


if __name__ == "__main__":
    main()
