import { plainLetters } from './plain-letters';

test.each([
  ['Straße, Größe, Übung, Äpfel, Öl', 'Strasse, Groesse, Uebung, Aepfel, Oel'],
  ['GROẞE', 'GROSSE'],
  ['Đặng Thị Ánh', 'Dang Thi Anh'],
  ['Şevval Çağlar Gökçe İnan Işık', 'Sevval Caglar Goekce Inan Isik'],
  ['Łukasz Żółć', 'Lukasz Zolc'],
  ['Þóra Æsa Ørsted Ångström', 'Thora Aesa Oersted Aangstroem'],
  ['Mirișteanu Țepeș', 'Miristeanu Tepes'],
  ['K̂ati M̀baye', 'Kati Mbaye'],
  ['Schöneberg (decomposed)', 'Schoeneberg (decomposed)'],
  ['DU-2026-000123-7', 'DU-2026-000123-7'],
  ['Γιώργος Иван', 'Γιώργος Иван'],
])('%s becomes %s', (text, plain) => expect(plainLetters(text)).toBe(plain));
