using System.Globalization;
using KnowledgeBase.Relevance;
using KnowledgeBase.Relevance.Crossing;
using KnowledgeBase.Relevance.Layout;

// relevance collections EVAL-DIR [NAME...]      nDCG@10 and Recall@100 of each collection
// relevance compare EVAL-DIR RUNS JAVA-RUNS [NAME...]  runs that `kb eval` wrote beside those of another engine, with a paired bootstrap
// relevance questions CORPUS-DIR QUESTIONS.TSV [INDEX-FOLDER [DICTIONARIES]]  success@3 at the page, with the pages that poppler reads
// relevance layout EVAL-DIR [EVERY]             one body against a field for each language
// relevance layout CORPUS-DIR QUESTIONS.TSV     an index document for each document against one for each page
// relevance across XQUAD-DIR VOCABULARIES DICTIONARIES EVERY [LANGUAGE...]  recall@10, question language by paragraph language
// relevance own EVAL-DIR FOLDER DICTIONARIES EVERY     what translating costs questions in the documents' language
// relevance eurovoc EVAL-DIR EUROVOC-DIR DICTIONARIES [EVERY]  names of one language find documents in another
// relevance spelling EVAL-DIR FOLDER DICTIONARIES mixed|alone [LANGUAGE...]  did-you-mean after one random edit, all languages in one archive or each in its own
// relevance load VOCABULARIES DICTIONARIES [LANGUAGE...]  time and memory that reading them takes
// relevance suggest EVAL-DIR FOLDER TITLES             time of completions
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["collections", var folder, .. var names]:
        return CollectionScores.Print(folder, null, null, names);
    case ["compare", var folder, var own, var others, .. var names]:
        return CollectionScores.Print(folder, others, own, names);
    case ["questions", var corpus, var questions, .. var kept]:
        return QuestionScores.Print(corpus, questions, kept.FirstOrDefault(), kept.ElementAtOrDefault(1));
    case ["layout", var folder, .. var every] when every is [] || (every is [var step] && int.TryParse(step, out _)):
        return LanguageLayouts.Print(folder, every is [var n] ? Math.Max(1, int.Parse(n)) : 1);
    case ["layout", var corpus, var questions]:
        return PageLayouts.Print(corpus, questions);
    case ["across", var xquad, var vocabularies, var dictionaries, var each, .. var languages]:
        return ParagraphsAcross.Print(xquad, dictionaries, vocabularies, int.Parse(each), languages);
    case ["own", var folder, var kept, var dictionaries, var each]:
        return OwnLanguage.Print(folder, kept, dictionaries, int.Parse(each));
    case ["eurovoc", var folder, var eurovoc, var dictionaries, .. var sample]:
        return LabelsAcross.Print(folder, eurovoc, dictionaries, sample is [var part] ? int.Parse(part) : 1);
    case ["spelling", var folder, var kept, var dictionaries, "mixed" or "alone", .. var languages]:
        return SpellingTable.Print(folder, kept, dictionaries, args[4] == "alone", languages);
    case ["load", var vocabularies, var dictionaries, .. var languages]:
        return await VocabularyLoad.PrintAsync(vocabularies, dictionaries, languages);
    case ["suggest", var folder, var kept, var titles]:
        return SuggestionTimes.Print(folder, kept, int.Parse(titles));
    default:
        Console.Error.WriteLine("usage: relevance across|own|eurovoc|spelling|load|suggest … (their arguments stand in Program.cs) | relevance collections EVAL-DIR [NAME...] | relevance compare EVAL-DIR RUNS JAVA-RUNS [NAME...] | relevance questions CORPUS-DIR QUESTIONS.TSV [INDEX-FOLDER] | relevance layout EVAL-DIR [EVERY] | relevance layout CORPUS-DIR QUESTIONS.TSV");
        return 2;
}
