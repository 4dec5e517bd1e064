using KnowledgeBase.Engine.Format.Postings;

namespace KnowledgeBase.Search.Matching;

/// <summary>A word of a phrase in all its forms, read as one list of documents and positions.</summary>
internal sealed class PhraseWord(PostingsCursor[] forms)
{
    /// <summary>The document that it stands at: the first at or after the target last asked for.</summary>
    public int Doc { get; private set; } = -1;

    public int Advance(int target)
    {
        var lowest = PostingsCursor.End;
        foreach (var form in forms)
        {
            lowest = Math.Min(lowest, form.Doc < target ? form.Advance(target) : form.Doc);
        }

        return Doc = lowest;
    }

    /// <summary>The positions of all forms in the document, ascending, each once.</summary>
    public int[] Positions()
    {
        if (forms.Length == 1)
        {
            return forms[0].Positions().ToArray();
        }

        var all = new SortedSet<int>();
        foreach (var form in forms)
        {
            if (form.Doc == Doc)
            {
                foreach (var position in form.Positions())
                {
                    all.Add(position);
                }
            }
        }

        return [.. all];
    }
}
