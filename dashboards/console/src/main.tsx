import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './app/root.js';
import { startTexts } from './i18n/index.js';
import './look/look.css';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');
await startTexts();
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
