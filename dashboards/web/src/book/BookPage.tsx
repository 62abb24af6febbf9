/** The temperature book: what has to be signed now, or one month of one unit. */
import { queryValue } from '../page.ts';
import '../look/book.css';
import { MonthPage } from './MonthPage.tsx';
import { TodayPage } from './TodayPage.tsx';

export function BookPage() {
  const unit = queryValue('tu');
  return unit === null ? <TodayPage /> : <MonthPage key={unit} unit={unit} />;
}
