import {
  checkout,
  saveBilling,
  saveMethod,
  saveOrder,
  savePayment,
  saveShippingMethod,
  success,
} from './checkoutPages.ts';
import {
  addToCart,
  cart,
  category,
  home,
  login,
  loginForm,
  notFound,
  product,
  removeFromCart,
  search,
} from './pages.ts';
import type { Random } from './Random.ts';
import { categories, paymentMethods, products, searchWords } from './shop.ts';
import type { FinishedRun, Page } from './simulateRequest.ts';

export interface Numbers {
  quote(): number;
  order(): string;
  customer(): number;
}

/** What a shopper does next, given what came of it: a generator of pages that is told each page's outcome. */
export type VisitPlan = Generator<Page, void, FinishedRun>;

/**
 * One visit: most look around, some fill a cart and leave, few buy.
 * @param indexMissing - whether the search is out of order just now
 */
export function* planVisit(random: Random, numbers: Numbers, indexMissing: () => boolean): VisitPlan {
  if (random.chance(0.6)) {
    yield home;
  }
  if (random.chance(0.04)) {
    yield notFound;
  }
  yield* lookAround(random, indexMissing);
  if (!random.chance(0.34)) {
    return;
  }
  for (let count = random.whole(1, 3); count > 0; count--) {
    const chosen = random.pick(products);
    yield product(chosen);
    yield addToCart(chosen, numbers.quote);
  }
  yield cart();
  if (random.chance(0.12)) {
    yield removeFromCart();
    yield cart();
  }
  if (random.chance(0.4)) {
    yield loginForm;
    yield login(numbers.customer());
    yield cart();
  }
  if (random.chance(0.6)) {
    yield* buy(random, numbers);
  }
}

function* lookAround(random: Random, indexMissing: () => boolean): VisitPlan {
  for (let pages = random.whole(1, 4); pages > 0; pages--) {
    if (random.chance(0.15)) {
      yield search(random.pick(searchWords), indexMissing());
    } else {
      yield random.chance(0.45) ? category(random.pick(categories)) : product(random.pick(products));
    }
  }
}

function* buy(random: Random, numbers: Numbers): VisitPlan {
  for (const page of [checkout, saveMethod, saveBilling, saveShippingMethod, savePayment]) {
    yield page;
    if (random.chance(0.07)) {
      return;
    }
  }
  // A declined card is tried once more by most.
  for (let attempt = 1; attempt <= 2; attempt++) {
    const { order } = yield saveOrder(random.pick(paymentMethods), numbers.order());
    if (order) {
      yield success;
      return;
    }
    if (random.chance(0.4)) {
      return;
    }
  }
}
