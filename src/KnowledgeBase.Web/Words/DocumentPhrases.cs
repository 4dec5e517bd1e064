using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Web.Words;

/// <summary>Everything the site says on a document's own pages. English, then Italian.</summary>
public static class DocumentPhrases
{
    // Record
    public static readonly Phrase Record = new("Record", "Scheda");
    public static readonly Phrase Authors = new("Authors", "Autori");
    public static readonly Phrase Summary = new("Summary", "Sintesi");
    public static readonly Phrase Period = new("Period", "Periodo");
    public static readonly Phrase LeadBody = new("Lead body", "Ente responsabile");
    public static readonly Phrase Type = new("Type", "Tipo");
    public static readonly Phrase Rights = new("Rights", "Diritti");
    public static readonly Phrase Identifier = new("Identifier", "Identificativo");
    public static readonly Phrase Source = new("Source", "Fonte");
    public static readonly Phrase File = new("File", "File");
    public static readonly Phrase Added = new("Added", "Aggiunto");
    public static readonly Phrase PartOf = new("Found in", "Contenuto in");
    public static readonly Phrase Contains = new("Contains", "Contiene");
    public static readonly Phrase OtherCopies = new("Nearly the same text", "Testo quasi identico");
    public static readonly Phrase Permanent = new("Permanent address", "Indirizzo permanente");

    // Actions
    public static readonly Phrase OpenOriginal = new("Open the original", "Apri l’originale");
    public static readonly Phrase OpenOriginalAtPage = new("Open the original at this page", "Apri l’originale a questa pagina");
    public static readonly Phrase Download = new("Download ({0})", "Scarica ({0})");
    public static readonly Phrase PlainText = new("Plain text", "Solo testo");
    public static readonly Phrase Edit = new("Edit", "Modifica");

    // Pages
    public static readonly Phrase PagesHeading = new("Pages", "Pagine");
    public static readonly Phrase TextHeading = new("Text", "Testo");
    public static readonly CountPhrase MatchingPages = new(
        "{0} page with your words", "{0} pages with your words", "{0} pagina con le tue parole", "{0} pagine con le tue parole");
    public static readonly Phrase NoMatchingPage = new("No page has your words; the record does.", "Nessuna pagina contiene le tue parole: sono nella scheda.");
    public static readonly Phrase AllPages = new("All pages", "Tutte le pagine");
    public static readonly Phrase PagesFromTo = new("Pages {0} to {1} of {2}", "Pagine da {0} a {1} di {2}");
    public static readonly Phrase PageList = new("List of pages", "Elenco delle pagine");
    public static readonly Phrase Page = new("Page {0}", "Pagina {0}");
    public static readonly Phrase HasMatch = new("with your words", "con le tue parole");
    public static readonly Phrase LinkToPage = new("Link to page {0}", "Link alla pagina {0}");
    public static readonly Phrase LinkShort = new("Link", "Link");
    public static readonly Phrase ShownAbove = new("This page is shown above.", "Questa pagina è mostrata sopra.");
    public static readonly Phrase PictureOf = new("Picture of page {0}", "Immagine della pagina {0}");
    public static readonly Phrase PageEmpty = new("No text on this page.", "Nessun testo in questa pagina.");
    public static readonly Phrase PageFailed = new("This page could not be read.", "Non è stato possibile leggere questa pagina.");
    public static readonly Phrase PageOcr = new("Read from a scan; there may be mistakes.", "Letto da una scansione: possono esserci errori.");
    public static readonly Phrase SearchInside = new("Search inside this document", "Cerca in questo documento");
    public static readonly Phrase PreviousPart = new("Earlier pages", "Pagine precedenti");
    public static readonly Phrase NextPart = new("Later pages", "Pagine successive");
    public static readonly Phrase Parts = new("Parts of the document", "Parti del documento");

    // Page account
    public static readonly Phrase Account = new("What could be read", "Che cosa si è potuto leggere");
    public static readonly CountPhrase WithText = new("{0} page with text", "{0} pages with text", "{0} pagina con testo", "{0} pagine con testo");
    public static readonly CountPhrase WithOcr = new("{0} page read from a scan", "{0} pages read from scans", "{0} pagina letta da scansione", "{0} pagine lette da scansioni");
    public static readonly CountPhrase WithNothing = new("{0} page without text", "{0} pages without text", "{0} pagina senza testo", "{0} pagine senza testo");
    public static readonly CountPhrase WithFailure = new("{0} page failed", "{0} pages failed", "{0} pagina non letta", "{0} pagine non lette");
    public static readonly Phrase FailedRun = new("Pages {0}–{1}: {2}", "Pagine {0}–{1}: {2}");
    public static readonly CountPhrase InAll = new("{0} page in all", "{0} pages in all", "{0} pagina in tutto", "{0} pagine in tutto");
    public static readonly Phrase OcrSureness = new("Mean confidence of what was read from scans: {0} %", "Affidabilità media di ciò che è letto da scansioni: {0} %");
    public static readonly Phrase ReadWith = new("Read with {0}", "Letto con {0}");
    public static readonly Phrase OthersUnread = new("Other documents that are not fully searchable", "Altri documenti non del tutto ricercabili");
    public static readonly Phrase OthersOcr = new("Other documents read by OCR", "Altri documenti letti con OCR");
    public static readonly Phrase NotReadYet = new("This document has not been read yet.", "Questo documento non è ancora stato letto.");

    // Citation, similar
    public static readonly Phrase Cite = new("Cite this document", "Cita questo documento");
    public static readonly Phrase CiteDownload = new("Download as", "Scarica come");
    public static readonly Phrase Similar = new("Similar documents", "Documenti simili");

    // Edit form
    public static readonly Phrase EditHeading = new("Edit the record", "Modifica la scheda");
    public static readonly Phrase TitleField = new("Title", "Titolo");
    public static readonly Phrase AuthorsField = new("Authors, one on each line", "Autori, uno per riga");
    public static readonly Phrase AuthorsHint = new("People as “Family, Given”; organisations as they call themselves.", "Persone come “Cognome, Nome”; enti come si chiamano.");
    public static readonly Phrase PlacesField = new("Places, one on each line", "Luoghi, uno per riga");
    public static readonly Phrase PlacesHint = new("In any language: Turin and Torino are one place. For a namesake add the country: Valencia (VE).", "In qualsiasi lingua: Turin e Torino sono lo stesso luogo. Per un omonimo aggiungi il paese: Valencia (VE).");
    public static readonly Phrase Visibility = new("Who can see it", "Chi può vederlo");
    public static readonly Phrase Save = new("Save", "Salva");
    public static readonly Phrase Cancel = new("Cancel", "Annulla");
    public static readonly Phrase Saved = new("Saved.", "Salvato.");
    public static readonly Phrase SavedLater = new("Saved. Searches will follow in a moment.", "Salvato. La ricerca si aggiornerà fra poco.");
    public static readonly Phrase YearProblem = new("The year is a number such as 2004.", "L’anno è un numero, per esempio 2004.");
    public static readonly Phrase WithdrawHeading = new("Withdraw from the archive", "Ritira dall’archivio");
    public static readonly Phrase WithdrawText = new(
        "The document is no longer found or shown. Its address stays and says that it was withdrawn.",
        "Il documento non si trova e non si mostra più. Il suo indirizzo resta e dice che è stato ritirato.");
    public static readonly Phrase WithdrawWhy = new("Reason, shown to everyone (optional)", "Motivo, visibile a tutti (facoltativo)");
    public static readonly Phrase Withdraw = new("Withdraw", "Ritira");
    public static readonly Phrase Tombstone = new("“{0}” was withdrawn from the archive on {1}.", "“{0}” è stato ritirato dall’archivio il {1}.");
    public static readonly Phrase TombstoneErased = new("The document at this address was removed from the archive on {0}.", "Il documento a questo indirizzo è stato rimosso dall’archivio il {0}.");
    public static readonly Phrase TombstoneWhy = new("Reason: {0}", "Motivo: {0}");

    private static readonly Phrase Public = new("Everyone", "Tutti");
    private static readonly Phrase Registered = new("People who are signed in", "Chi ha fatto l’accesso");
    private static readonly Phrase Draft = new("Curators only (draft)", "Solo i curatori (bozza)");

    private static readonly Phrase Received = new("Being read", "In lettura");
    private static readonly Phrase Indexed = new("Searchable", "Ricercabile");
    private static readonly Phrase Waiting = new("Waiting for a part to be installed", "In attesa di un componente da installare");
    private static readonly Phrase Refused = new("Not taken", "Non accettato");
    private static readonly Phrase Failed = new("Could not be read", "Lettura non riuscita");

    public static Phrase Of(DocumentVisibility visibility) => visibility switch
    {
        DocumentVisibility.Public => Public,
        DocumentVisibility.Registered => Registered,
        _ => Draft,
    };

    public static Phrase Of(DocumentState state) => state switch
    {
        DocumentState.Received => Received,
        DocumentState.Indexed => Indexed,
        DocumentState.Waiting => Waiting,
        DocumentState.Refused => Refused,
        DocumentState.Failed => Failed,
        _ => Phrases.Gone,
    };
}
