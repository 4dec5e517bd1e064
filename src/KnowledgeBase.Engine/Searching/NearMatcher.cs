namespace KnowledgeBase.Engine.Searching;

/// <summary>Finds the parts within a window: at most so many positions between them.</summary>
internal sealed class NearMatcher(PositionSource[] sources, int slop, bool ordered) : PositionMatcher
{
    private readonly int[][] lists = new int[sources.Length][];
    private readonly ulong every = sources.Length == 64 ? ulong.MaxValue : (1UL << sources.Length) - 1;
    private readonly int[] placeOf = new int[sources.Length];
    private int[] places = new int[32];
    private ulong[] parts = new ulong[32];
    private int count;

    public override float Freq()
    {
        for (int i = 0; i < sources.Length; i++)
        {
            lists[i] = sources[i].Positions().ToArray();
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

    // The shortest windows, by their ends: for each, the latest start from which every part still finds a place of its own.
    private float Unordered()
    {
        Join();
        float freq = 0;
        int start = 0;
        for (int end = 0; end < count; end++)
        {
            int from = start;
            while (places[end] - places[from] + 1 - sources.Length > slop)
            {
                from++;
            }

            if (!HoldsAll(from, end))
            {
                continue;
            }

            while (HoldsAll(from + 1, end))
            {
                from++;
            }

            freq += 1f / (1f + (places[end] - places[from] + 1 - sources.Length));
            start = from + 1;
        }

        return freq;
    }

    // All places in order, each with the parts that may stand there as bits.
    private void Join()
    {
        int all = lists.Sum(l => l.Length);
        if (places.Length < all)
        {
            places = new int[all * 2];
            parts = new ulong[all * 2];
        }

        int filled = 0;
        for (int i = 0; i < lists.Length; i++)
        {
            foreach (int place in lists[i])
            {
                places[filled] = place;
                parts[filled++] = 1UL << i;
            }
        }

        Array.Sort(places, parts, 0, filled);
        count = 0;
        for (int i = 0; i < filled; i++)
        {
            if (count > 0 && places[count - 1] == places[i])
            {
                parts[count - 1] |= parts[i];
                continue;
            }

            places[count] = places[i];
            parts[count++] = parts[i];
        }
    }

    private bool HoldsAll(int from, int end)
    {
        if (end - from + 1 < sources.Length)
        {
            return false;
        }

        ulong present = 0;
        bool shared = false;
        for (int i = from; i <= end; i++)
        {
            present |= parts[i];
            shared |= (parts[i] & (parts[i] - 1)) != 0;
        }

        return present == every && (!shared || Assign(from, end));
    }

    // A matching of parts to places by augmenting paths (H. W. Kuhn, 1955); parts and windows are small.
    private bool Assign(int from, int end)
    {
        Array.Fill(placeOf, -1);
        for (int part = 0; part < placeOf.Length; part++)
        {
            ulong tried = 0;
            if (!Place(part, from, end, ref tried))
            {
                return false;
            }
        }

        return true;
    }

    private bool Place(int part, int from, int end, ref ulong tried)
    {
        tried |= 1UL << part;
        for (int i = from; i <= end; i++)
        {
            if ((parts[i] & (1UL << part)) == 0)
            {
                continue;
            }

            int holder = Array.IndexOf(placeOf, i);
            if (holder < 0 || ((tried & (1UL << holder)) == 0 && Place(holder, from, end, ref tried)))
            {
                placeOf[part] = i;
                return true;
            }
        }

        return false;
    }
}
