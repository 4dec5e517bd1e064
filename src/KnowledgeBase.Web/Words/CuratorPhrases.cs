namespace KnowledgeBase.Web.Words;

/// <summary>Everything the site says to those who bring documents in. English, then Italian.</summary>
public static class CuratorPhrases
{
    // Signing in
    public static readonly Phrase SignInHeading = new("Sign in", "Entra");
    public static readonly Phrase SignInText = new(
        "Searching and reading need no account. To add or change documents, enter your key once; this browser then stays signed in until you sign out.",
        "Per cercare e leggere non serve un account. Per aggiungere o modificare documenti, inserisci la tua chiave una volta: il browser resta collegato finché non esci.");
    public static readonly Phrase Key = new("Key", "Chiave");
    public static readonly Phrase KeyHint = new("Whoever runs the archive makes one with: kb key add NAME", "Chi gestisce l’archivio ne crea una con: kb key add NOME");
    public static readonly Phrase KeyUnknown = new("This key is not known here. Check that all of it was copied.", "Questa chiave non è conosciuta. Controlla di averla copiata tutta.");
    public static readonly Phrase TooManyTries = new("Too many keys were tried. Please wait a minute.", "Troppi tentativi. Aspetta un minuto.");
    public static readonly Phrase OnceHeading = new("Sign in on this computer", "Entra su questo computer");
    public static readonly Phrase OnceText = new("This link signs in once, here and now.", "Questo link permette di entrare una sola volta, qui e ora.");
    public static readonly Phrase OnceUsed = new(
        "This link was used already or is too old. The command “kb up” prints a new one when it starts.",
        "Questo link è già stato usato o è scaduto. Il comando “kb up” ne stampa uno nuovo all’avvio.");

    // Upload
    public static readonly Phrase UploadHeading = new("Add documents", "Aggiungi documenti");
    public static readonly Phrase UploadText = new(
        "Reports, plans, slides, tables, web pages and scans, also as archives. What you add is kept as it is; its text becomes searchable within moments.",
        "Rapporti, piani, presentazioni, tabelle, pagine web e scansioni, anche in archivi. Ciò che aggiungi è conservato com’è; il testo diventa ricercabile in pochi istanti.");
    public static readonly Phrase ChooseFiles = new("Files", "File");
    public static readonly Phrase ChooseFolder = new("Choose a folder", "Scegli una cartella");
    public static readonly Phrase DropHere = new("Drop files or folders here, or choose them", "Trascina qui file o cartelle, oppure sceglili");
    public static readonly Phrase CollectionHint = new("Optional: a name under which these documents belong together.", "Facoltativa: un nome sotto cui questi documenti stanno insieme.");
    public static readonly Phrase Send = new("Add", "Aggiungi");
    public static readonly Phrase NothingChosen = new("No file was chosen.", "Nessun file scelto.");
    public static readonly Phrase Results = new("Result", "Risultato");
    public static readonly Phrase InAndNot = new("{0} in, {1} not", "{0} acquisiti, {1} no");
    public static readonly Phrase StillGoing = new("{0} of {1} done", "{0} di {1} completati");
    public static readonly Phrase RetryThose = new("Try those again that did not work", "Riprova quelli non riusciti");
    public static readonly Phrase Sending = new("Sending", "Invio in corso");
    public static readonly Phrase ReadingNow = new("Being read", "In lettura");
    public static readonly Phrase Searchable = new("In, and searchable", "Acquisito e ricercabile");
    public static readonly Phrase AlreadyHere = new("Already here", "Già presente");
    public static readonly Phrase NotIn = new("Not in", "Non acquisito");
    public static readonly Phrase WaitingPart = new("Kept, waiting for a part", "Conservato, in attesa di un componente");
    public static readonly Phrase ConnectionLost = new("The connection was lost.", "La connessione si è interrotta.");
    public static readonly Phrase Open = new("Open", "Apri");

    // Intake
    public static readonly Phrase IntakeHeading = new("Intake", "Acquisizione");
    public static readonly Phrase IntakeText = new(
        "What is being read, what waits, and what could not be read, with the reasons.",
        "Che cosa è in lettura, che cosa aspetta e che cosa non è stato letto, con i motivi.");
    public static readonly Phrase ToRead = new("Waiting to be read", "In attesa di lettura");
    public static readonly Phrase Reading = new("Being read now", "In lettura ora");
    public static readonly Phrase ToIndex = new("On the way into the index", "In arrivo nell’indice");
    public static readonly Phrase FailedForNow = new("Failed, will be tried again", "Non riusciti, da ritentare");
    public static readonly Phrase Parked = new("Given up until you decide", "Fermi finché non decidi");
    public static readonly Phrase Document = new("Document", "Documento");
    public static readonly Phrase State = new("State", "Stato");
    public static readonly Phrase Reason = new("Reason", "Motivo");
    public static readonly Phrase Action = new("Action", "Azione");
    public static readonly Phrase Retry = new("Read again", "Leggi di nuovo");
    public static readonly Phrase RetryAll = new("Read all of these again", "Leggili tutti di nuovo");
    public static readonly Phrase Pause = new("Pause the reading", "Sospendi la lettura");
    public static readonly Phrase Resume = new("Go on reading", "Riprendi la lettura");
    public static readonly Phrase PausedNow = new("Reading is paused: what arrives is kept and waits.", "La lettura è sospesa: ciò che arriva è conservato e attende.");
    public static readonly Phrase CancelReading = new("Do not read", "Non leggere");
    public static readonly Phrase Rate = new("Documents a minute", "Documenti al minuto");
    public static readonly Phrase TimeLeft = new("Time left", "Tempo rimanente");
    public static readonly Phrase TimeLeftValue = new("about {0}", "circa {0}");
    public static readonly Phrase DoneSinceStart = new("Done since the start", "Completati dall’avvio");
    public static readonly Phrase HeldUp = new("Held up by the machine: {0}", "Fermo per un problema della macchina: {0}");
    public static readonly Phrase NextTry = new("next try {0} UTC", "prossimo tentativo {0} UTC");
    public static readonly Phrase LaterEntries = new("Next entries", "Voci successive");
    public static readonly Phrase EarlierEntries = new("Previous entries", "Voci precedenti");
    public static readonly Phrase TableOfRecords = new("All records as a table (CSV)", "Tutte le schede come tabella (CSV)");
    public static readonly Phrase NothingWaits = new("Everything has been read.", "È stato letto tutto.");
    public static readonly Phrase RetryQueued = new("It will be read again now.", "Sarà letto di nuovo ora.");
    public static readonly Phrase Attempts = new("tried {0} times", "{0} tentativi");
}
