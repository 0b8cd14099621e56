import { MailLink } from '../parts/contact-links';

/** The ombuds office of North Rhine-Westphalia for accessible information technology (BGG NRW § 10d). */
export function OmbudsOffice() {
  return (
    <address>
      <p>
        Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen
        <br />
        bei der Beauftragten der Landesregierung für Menschen mit Behinderung sowie für Patientinnen und
        Patienten
        <br />
        Fürstenwall 25, 40219 Düsseldorf
        <br />
        <MailLink address="ombudsstelle-barrierefreie-it@mags.nrw.de" />
        <br />
        <a href="https://www.lbbp.nrw.de/ombudsstelle">www.lbbp.nrw.de/ombudsstelle</a>
      </p>
    </address>
  );
}

/** Its monitoring body (BGG NRW § 10c). */
export function MonitoringBody() {
  return (
    <address>
      <p>
        Überwachungsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen
        <br />
        Landesbetrieb Information und Technik Nordrhein-Westfalen (IT.NRW)
        <br />
        <MailLink address="ueberwachungsstelle-nrw@it.nrw.de" />
      </p>
    </address>
  );
}
