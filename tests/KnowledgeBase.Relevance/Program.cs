using System.Globalization;
using KnowledgeBase.Relevance;
using KnowledgeBase.Relevance.Layout;

// relevance collections EVAL-DIR [NAME...]      nDCG@10 and Recall@100 of each collection
// relevance questions CORPUS-DIR QUESTIONS.TSV [INDEX-FOLDER]  success@3 at the page, with the pages that poppler reads
// relevance layout EVAL-DIR [EVERY]             one body against a field for each language
// relevance layout CORPUS-DIR QUESTIONS.TSV     an index document for each document against one for each page
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["collections", var folder, .. var names]:
        return CollectionScores.Print(folder, names);
    case ["questions", var corpus, var questions, .. var kept]:
        return QuestionScores.Print(corpus, questions, kept.FirstOrDefault());
    case ["layout", var folder, .. var every] when every is [] || (every is [var step] && int.TryParse(step, out _)):
        return LanguageLayouts.Print(folder, every is [var n] ? Math.Max(1, int.Parse(n)) : 1);
    case ["layout", var corpus, var questions]:
        return PageLayouts.Print(corpus, questions);
    default:
        Console.Error.WriteLine("usage: relevance collections EVAL-DIR [NAME...] | relevance questions CORPUS-DIR QUESTIONS.TSV [INDEX-FOLDER] | relevance layout EVAL-DIR [EVERY] | relevance layout CORPUS-DIR QUESTIONS.TSV");
        return 2;
}
