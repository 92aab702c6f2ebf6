import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Thresholds } from '@miaotou/contracts';
import { readTried, triedText, withNumber, type Cell } from './tried.js';

/** Keystrokes closer together than this are one question. */
const pauseMs = 150;

/** The numbers being tried: kept in the address so that they can be sent to a colleague, with undo and redo. */
export function useTried(inForce: Thresholds) {
  const [params, setParams] = useSearchParams();
  const text = params.get('try') ?? '';
  const tried = useMemo(() => readTried(text, inForce), [text, inForce]);
  const [past, setPast] = useState<readonly string[]>([]);
  const [future, setFuture] = useState<readonly string[]>([]);

  const show = useCallback(
    (next: string) => {
      setParams(
        (before) => {
          const changed = new URLSearchParams(before);
          if (next === '') changed.delete('try');
          else changed.set('try', next);
          return changed;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  const put = useCallback(
    (next: string) => {
      if (next === text) return;
      setPast([...past, text]);
      setFuture([]);
      show(next);
    },
    [past, text, show],
  );

  return {
    tried,
    change: useCallback(
      (cell: Cell, value: number) => {
        put(triedText(withNumber(tried, inForce, cell, value)));
      },
      [put, tried, inForce],
    ),
    reset: () => {
      put('');
    },
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    undo: () => {
      const last = past.at(-1);
      if (last === undefined) return;
      setPast(past.slice(0, -1));
      setFuture([...future, text]);
      show(last);
    },
    redo: () => {
      const next = future.at(-1);
      if (next === undefined) return;
      setFuture(future.slice(0, -1));
      setPast([...past, text]);
      show(next);
    },
  };
}

/** A value once it has stood still. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
