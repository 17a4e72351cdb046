import { useLayoutEffect, useState, type RefObject } from 'react';

/** Less than this shows too little: the page is scrolled instead. */
const leastRoom = 320;

/**
 * The height in px from the element's top to the end of the window less a margin, so that what fills it ends where
 * the window does.
 */
export function useRoomBelow(ref: RefObject<HTMLElement>, margin: number): number {
  const [room, setRoom] = useState(leastRoom);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      setRoom(Math.max(leastRoom, Math.floor(window.innerHeight - top - margin)));
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [ref, margin]);
  return room;
}
