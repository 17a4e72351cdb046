import { setFlagsFromString } from 'node:v8';

// A module of its own, imported before all others: while they load the heap grows, and does not shrink again.
//
// Bodies are outside of V8's heap. They are freed when their small objects are, which with a large young generation is
// so late that V8 sees tens of megabytes outside of its heap, and marks all of it, again and again: a third of the CPU
// of receiving. With a young generation of 1 MiB they are gone soon.
setFlagsFromString('--semi-space-growth-factor=1');
