using KnowledgeBase.Search;

namespace KnowledgeBase.Web.Words;

/// <summary>Everything the site says around the documents: frame, home, search. English, then Italian.</summary>
public static class Phrases
{
    // Frame
    public static readonly Phrase SkipToContent = new("Skip to content", "Vai al contenuto");
    public static readonly Phrase MainMenu = new("Main menu", "Menu principale");
    public static readonly Phrase Home = new("Home", "Pagina iniziale");
    public static readonly Phrase Upload = new("Add documents", "Aggiungi documenti");
    public static readonly Phrase Intake = new("Intake", "Acquisizione");
    public static readonly Phrase About = new("About", "Informazioni");
    public static readonly Phrase SignIn = new("Sign in", "Entra");
    public static readonly Phrase SignOut = new("Sign out", "Esci");
    public static readonly Phrase SignedInAs = new("Signed in: {0}", "Accesso: {0}");
    public static readonly Phrase InterfaceLanguage = new("Language of this site", "Lingua del sito");
    public static readonly Phrase Footer = new(
        "Documents belong to their authors and institutions. This site keeps copies so that they can be found, read and cited.",
        "I documenti appartengono ai loro autori e alle loro istituzioni. Questo sito ne conserva copie perché si possano trovare, leggere e citare.");
    public static readonly Phrase ApiDescription = new("API description", "Descrizione dell’API");

    // Search box
    public static readonly Phrase Search = new("Search", "Cerca");
    public static readonly Phrase SearchLabel = new("Search the documents", "Cerca nei documenti");
    public static readonly Phrase SearchHint = new("Words in any language, or “an exact phrase”", "Parole in qualsiasi lingua, o “una frase esatta”");
    public static readonly Phrase SuggestionsReady = new("{0} suggestions, use the arrow keys", "{0} suggerimenti, usa le frecce");
    public static readonly Phrase SuggestionsTitle = new("Suggestions", "Suggerimenti");
    public static readonly Phrase NoSuggestions = new("No suggestions", "Nessun suggerimento");

    // Home
    public static readonly Phrase HomeLead = new(
        "Plans, reports and studies on how cities live and change. Ask in your own language; we search all of them.",
        "Piani, rapporti e studi su come le città vivono e cambiano. Chiedi nella tua lingua: cerchiamo in tutte.");
    public static readonly CountPhrase HomeDocuments = new("{0} document", "{0} documents", "{0} documento", "{0} documenti");
    public static readonly CountPhrase HomePages = new("{0} page", "{0} pages", "{0} pagina", "{0} pagine");
    public static readonly CountPhrase HomeLanguages = new("{0} language", "{0} languages", "{0} lingua", "{0} lingue");
    public static readonly Phrase Places = new("Places", "Luoghi");
    public static readonly Phrase Themes = new("Themes", "Temi");
    public static readonly Phrase LanguagesHeading = new("Languages", "Lingue");
    public static readonly Phrase Newest = new("Newest documents", "Ultimi arrivi");
    public static readonly Phrase AllNewest = new("All documents, newest first", "Tutti i documenti, dai più recenti");
    public static readonly Phrase EmptyArchive = new("The archive is still empty.", "L’archivio è ancora vuoto.");

    // Results
    public static readonly Phrase ResultsFor = new("Results for “{0}”", "Risultati per “{0}”");
    public static readonly Phrase AllDocuments = new("All documents", "Tutti i documenti");
    public static readonly CountPhrase Found = new("{0} document found", "{0} documents found", "{0} documento trovato", "{0} documenti trovati");
    public static readonly Phrase FoundAtLeast = new("More than {0} documents found", "Più di {0} documenti trovati");
    public static readonly Phrase PageOf = new("page {0} of {1}", "pagina {0} di {1}");
    public static readonly Phrase Narrow = new("Narrow the results", "Restringi i risultati");
    public static readonly Phrase Chosen = new("Chosen filters", "Filtri scelti");
    public static readonly Phrase RemoveFilter = new("Remove filter {0}: {1}", "Togli il filtro {0}: {1}");
    public static readonly Phrase RemoveAllFilters = new("Remove all filters", "Togli tutti i filtri");
    public static readonly Phrase OrderBy = new("Order", "Ordine");
    public static readonly Phrase OrderBest = new("Best match", "Più pertinenti");
    public static readonly Phrase OrderAdded = new("Newly added", "Ultimi arrivi");
    public static readonly Phrase OrderNewest = new("Newest first", "Dal più recente");
    public static readonly Phrase OrderOldest = new("Oldest first", "Dal più vecchio");
    public static readonly Phrase FirstCharacters = new("Only the first {0} characters of the query were read.", "Sono stati letti solo i primi {0} caratteri della domanda.");
    public static readonly Phrase FirstWords = new("Only the first {0} words of the query were searched for.", "Sono state cercate solo le prime {0} parole della domanda.");
    public static readonly Phrase PatternTooWide = new("“{1}” stands for too many words: {0} of them were searched for.", "“{1}” sta per troppe parole: ne sono state cercate {0}.");
    public static readonly Phrase DidYouMean = new("Did you mean", "Forse cercavi");
    public static readonly Phrase OnlyTyped = new("Search only for the words as typed", "Cerca solo le parole scritte");
    public static readonly Phrase SearchTranslated = new("Search for the words in other languages too", "Cerca le parole anche nelle altre lingue");
    public static readonly Phrase LeaveOut = new("Leave out {0}", "Togli {0}");
    public static readonly Phrase TakeBack = new("Search for {0} again", "Cerca di nuovo {0}");
    public static readonly Phrase LeftOutTerms = new("Left out", "Tolti");
    public static readonly Phrase AllTranslations = new("All translations, and what they stand for", "Tutte le traduzioni, e per che cosa stanno");
    public static readonly Phrase AlsoSearched = new("Also searched for", "Cercato anche");
    public static readonly Phrase NothingFound = new("Nothing found", "Nessun risultato");
    public static readonly Phrase NothingForWord = new("No document has the word “{0}”.", "Nessun documento contiene la parola “{0}”.");
    public static readonly Phrase NothingForAll = new(
        "Each word stands in some document, but no document has them all.",
        "Ogni parola compare in qualche documento, ma nessuno le contiene tutte.");
    public static readonly CountPhrase UnreadScans = new(
        "{0} document is a scan whose text has not been read yet; it may hold what you look for.",
        "{0} documents are scans whose text has not been read yet; they may hold what you look for.",
        "{0} documento è una scansione il cui testo non è ancora stato letto: potrebbe contenere ciò che cerchi.",
        "{0} documenti sono scansioni il cui testo non è ancora stato letto: potrebbero contenere ciò che cerchi.");
    public static readonly Phrase ShowUnread = new("Show them", "Mostrali");
    public static readonly Phrase TryFewerWords = new("Try fewer or more general words, or remove a filter.", "Prova con meno parole o parole più generali, o togli un filtro.");
    public static readonly Phrase NoneHasAll = new("No document has all the words", "Nessun documento contiene tutte le parole");
    public static readonly Phrase DocumentsHeading = new("Documents", "Documenti");
    public static readonly Phrase PartialHeading = new("With only some of the words", "Solo con alcune delle parole");
    public static readonly Phrase PageNumber = new("page {0}", "pagina {0}");
    public static readonly Phrase ShortPage = new("p. {0}", "p. {0}");
    public static readonly CountPhrase Pages = new("{0} page", "{0} pages", "{0} pagina", "{0} pagine");
    public static readonly Phrase WhyThis = new("Why this?", "Perché questo?");
    public static readonly Phrase WhyHeading = new("Why this document, and what each reason weighs", "Perché questo documento, e quanto pesa ogni motivo");
    public static readonly Phrase HideReasons = new("Hide the reasons", "Nascondi i motivi");
    public static readonly Phrase UnreadPagesNote = new("{0} of {1} pages could not be read", "Pagine non leggibili: {0} su {1}");
    public static readonly Phrase NoText = new("No readable text yet", "Testo non ancora leggibile");
    public static readonly Phrase Paging = new("Pages of results", "Pagine dei risultati");
    public static readonly Phrase Previous = new("Previous", "Precedente");
    public static readonly Phrase Next = new("Next", "Successiva");
    public static readonly Phrase GoToPage = new("Page {0} of results", "Pagina {0} dei risultati");
    public static readonly Phrase FacetCount = new("{0}, {1}", "{0}, {1}");
    public static readonly CountPhrase Documents = new("{0} document", "{0} documents", "{0} documento", "{0} documenti");
    public static readonly Phrase ChosenValue = new("chosen", "scelto");
    public static readonly Phrase ShowMore = new("Show more", "Mostra altri");

    // Facets
    public static readonly Phrase Place = new("Place", "Luogo");
    public static readonly Phrase Concept = new("Subject", "Argomento");
    public static readonly Phrase Theme = new("Theme", "Tema");
    public static readonly Phrase Language = new("Language", "Lingua");
    public static readonly Phrase Year = new("Year", "Anno");
    public static readonly Phrase Format = new("Format", "Formato");
    public static readonly Phrase Collection = new("Collection", "Raccolta");
    public static readonly Phrase Account = new("Text", "Testo");
    public static readonly Phrase AccountUnread = new("Not all pages read", "Pagine non lette");
    public static readonly Phrase AccountOcr = new("Read from scans", "Letto da scansioni");

    // Place and theme pages
    public static readonly Phrase SearchWithin = new("Search the documents on: {0}", "Cerca nei documenti su: {0}");
    public static readonly Phrase AllOf = new("All {0}", "Tutti: {0}");

    // Errors
    public static readonly Phrase NotFound = new("Not found", "Non trovato");
    public static readonly Phrase NotFoundText = new(
        "There is nothing at this address. It may have been mistyped, or you may have to sign in to see it.",
        "A questo indirizzo non c’è nulla. Forse è scritto male, o serve entrare per vederlo.");
    public static readonly Phrase Gone = new("Withdrawn", "Ritirato");
    public static readonly Phrase Broken = new("Something went wrong", "Qualcosa non ha funzionato");
    public static readonly Phrase BrokenText = new(
        "The fault is ours and has been written to the log. Please try again in a moment.",
        "L’errore è nostro ed è stato registrato. Riprova fra poco.");
    public static readonly Phrase Refused = new("Refused", "Rifiutato");
    public static readonly Phrase RefusedText = new("The server could not accept that request. Go back, open the page again, and try once more.", "Il server non ha potuto accettare la richiesta. Torna indietro, riapri la pagina e riprova.");
    public static readonly Phrase NeedSignIn = new("Please sign in first", "Prima devi entrare");
    public static readonly Phrase BackHome = new("Back to the home page", "Torna alla pagina iniziale");

    // About
    public static readonly Phrase AboutWhat = new(
        "This archive gathers what cities write about themselves: plans, evaluations, good practices and those that failed. It belongs to everyone who runs, studies or lives in a city.",
        "Questo archivio raccoglie ciò che le città scrivono di sé: piani, valutazioni, buone pratiche e anche quelle fallite. È di chiunque governi, studi o viva una città.");
    public static readonly Phrase AboutSearchHeading = new("How to search", "Come cercare");
    public static readonly Phrase AboutSearch = new(
        "Type a few words in the language you think in. Documents that hold all of them come first; endings and accents do not matter. Then narrow by place, theme, language or year.",
        "Scrivi qualche parola nella lingua in cui pensi. Prima vengono i documenti che le contengono tutte; desinenze e accenti non contano. Poi restringi per luogo, tema, lingua o anno.");
    public static readonly Phrase AboutExamples = new("More exact questions", "Domande più precise");
    public static readonly Phrase ExamplePhrase = new("the words side by side", "le parole una accanto all’altra");
    public static readonly Phrase ExampleNear = new("within five words of each other", "a non più di cinque parole di distanza");
    public static readonly Phrase ExampleWithout = new("the first, without the second", "la prima, senza la seconda");
    public static readonly Phrase ExampleEither = new("either of them", "l’una o l’altra");
    public static readonly Phrase ExampleBeginning = new("every word that begins so", "ogni parola che comincia così");
    public static readonly Phrase ExampleField = new("only in titles, and only these years", "solo nei titoli, e solo in questi anni");
    public static readonly Phrase AboutCiteHeading = new("Quoting a page", "Citare una pagina");
    public static readonly Phrase AboutCite = new(
        "Every document has a permanent address. Add #page= and a number to point at a page. The document’s own page offers ready citations.",
        "Ogni documento ha un indirizzo permanente. Aggiungi #page= e un numero per indicare una pagina. La scheda del documento offre citazioni già pronte.");
    public static readonly Phrase AboutMissingHeading = new("What we cannot find", "Che cosa non troviamo");
    public static readonly Phrase AboutMissing = new(
        "Some documents are pictures of pages. Until their text has been read, only their title and description can be found; each document says how many of its pages are readable.",
        "Alcuni documenti sono immagini di pagine. Finché il testo non è letto si trovano solo per titolo e descrizione; ogni scheda dice quante pagine sono leggibili.");

    /// <summary>The sentence on a bound of a search.</summary>
    public static string Of(SearchNotice notice, Wording wording) => wording[notice.Bound switch
    {
        SearchBound.Characters => FirstCharacters,
        SearchBound.Words => FirstWords,
        _ => PatternTooWide,
    }, notice.Kept, notice.Pattern];
}
