namespace KnowledgeBase.Engine.Searching;

/// <summary>Counts the places where all parts stand at exactly their distances.</summary>
internal sealed class ExactPhrase(PositionSource[] sources, int[] offsets) : PositionMatcher
{
    private int[] places = new int[32];

    public override bool IsExact => true;

    public override float Freq()
    {
        var first = sources[0].Positions();
        if (places.Length < first.Length)
        {
            places = new int[Math.Max(first.Length, places.Length * 2)];
        }

        // What is left of the first part's places after each further part: both lists rise.
        int count = 0;
        foreach (int position in first)
        {
            places[count++] = position - offsets[0];
        }

        for (int s = 1; s < sources.Length && count > 0; s++)
        {
            var positions = sources[s].Positions();
            int offset = offsets[s];
            int kept = 0;
            int j = 0;
            for (int i = 0; i < count; i++)
            {
                int wanted = places[i] + offset;
                while (j < positions.Length && positions[j] < wanted)
                {
                    j++;
                }

                if (j == positions.Length)
                {
                    break;
                }

                if (positions[j] == wanted)
                {
                    places[kept++] = places[i];
                }
            }

            count = kept;
        }

        return count;
    }
}

/// <summary>Finds the parts within a window: at most so many positions between them.</summary>
internal sealed class NearMatcher(PositionSource[] sources, int slop, bool ordered) : PositionMatcher
{
    private readonly int[][] lists = new int[sources.Length][];
    private readonly int[] at = new int[sources.Length];

    public override float Freq()
    {
        for (int i = 0; i < sources.Length; i++)
        {
            lists[i] = sources[i].Positions().ToArray();
            at[i] = 0;
        }

        return ordered ? Ordered() : Unordered();
    }

    // For each place of the last part, the tightest chain before it: the latest start still possible.
    private float Ordered()
    {
        float freq = 0;
        int last = sources.Length - 1;
        int previousStart = -1;
        foreach (int end in lists[last])
        {
            int place = end;
            for (int i = last - 1; i >= 0 && place >= 0; i--)
            {
                int before = Array.BinarySearch(lists[i], place);
                before = (before < 0 ? ~before : before) - 1;
                place = before < 0 ? -1 : lists[i][before];
            }

            // A chain with the same start as the one before is the same match, stretched.
            if (place >= 0 && place != previousStart)
            {
                int between = end - place + 1 - sources.Length;
                if (between <= slop)
                {
                    freq += 1f / (1f + between);
                    previousStart = place;
                }
            }
        }

        return freq;
    }

    // The least of the places moves on, window by window; each part has a place of its own.
    private float Unordered()
    {
        float freq = 0;
        while (true)
        {
            int least = 0;
            int highest = 0;
            bool distinct = true;
            for (int i = 0; i < lists.Length; i++)
            {
                int place = lists[i][at[i]];
                if (place < lists[least][at[least]])
                {
                    least = i;
                }

                if (place > lists[highest][at[highest]])
                {
                    highest = i;
                }

                for (int j = 0; j < i; j++)
                {
                    distinct &= lists[j][at[j]] != place;
                }
            }

            int between = lists[highest][at[highest]] - lists[least][at[least]] + 1 - lists.Length;
            bool minimal = at[least] + 1 == lists[least].Length || lists[least][at[least] + 1] > lists[highest][at[highest]];
            if (distinct && minimal && between <= slop)
            {
                freq += 1f / (1f + Math.Max(0, between));
            }

            if (++at[least] == lists[least].Length)
            {
                return freq;
            }
        }
    }
}
