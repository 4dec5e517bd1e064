using System.Globalization;
using KnowledgeBase.Relevance;

// relevance collections EVAL-DIR [NAME...]      nDCG@10 and Recall@100 of each collection
// relevance questions CORPUS-DIR QUESTIONS.TSV  success@3 at the page, with the pages that poppler reads
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["collections", var folder, .. var names]:
        return CollectionScores.Print(folder, names);
    case ["questions", var corpus, var questions]:
        return QuestionScores.Print(corpus, questions);
    default:
        Console.Error.WriteLine("usage: relevance collections EVAL-DIR [NAME...] | relevance questions CORPUS-DIR QUESTIONS.TSV");
        return 2;
}
