// A whole system starts, replays and settles within one test.
jest.setTimeout(300_000);
