import type { ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { useMay } from './session.js';
import type { Door } from './roles.js';

/** A link for those who are let in behind it; plain words for the others. */
export function DoorLink({
  door,
  children,
  ...link
}: LinkProps & { readonly door: Door; readonly children: ReactNode }) {
  return useMay(door) ? (
    <Link {...link}>{children}</Link>
  ) : (
    <span className={link.className} style={link.style} title={link.title} aria-label={link['aria-label']}>
      {children}
    </span>
  );
}
