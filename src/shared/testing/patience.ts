import { configure } from '@testing-library/react';

// A busy machine is no failure: what is waited for comes in milliseconds, or never.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(60_000);
