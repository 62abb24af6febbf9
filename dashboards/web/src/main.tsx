/** Starts the screens. */
import './look/fonts.css';
import './look/base.css';
import './look/board.css';
import './look/gate.css';
import './look/unit.css';
import './look/shell.css';
import { render } from 'preact';
import { App } from './App.tsx';

const root = document.getElementById('app');
if (root) render(<App />, root);
