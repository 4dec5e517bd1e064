namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Matches of a phrase with slop. Each part's phrase position is its position less its offset; the parts wait in a queue by phrase position, then offset,
/// then order. The least is taken out again and again and moved on as long as it stays at or below the next; the span between it and the furthest part, at its
/// shortest, is the match length. Parts of equal terms must not stand on the same position: the lesser of two that collide is moved on.
/// </summary>
internal sealed class SloppyPhrase : PositionMatcher
{
    private readonly Part[] parts;
    private readonly Part[][] groups;
    private readonly bool overlappingGroups;
    private readonly int slop;
    private readonly List<Part> queue;
    private readonly Part[] stack;
    private int end;
    private bool positioned;
    private int matchLength;

    public SloppyPhrase(PositionSource[] sources, int[] offsets, ValueList<PhrasePart> phrase, int slop)
    {
        this.slop = slop;
        parts = new Part[sources.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = new Part(sources[i], offsets[i], i);
        }

        queue = new List<Part>(parts.Length);
        stack = new Part[parts.Length];
        overlappingGroups = phrase.Any(p => p.Terms.Count > 1);
        groups = Group(phrase);
    }

    public override float Freq()
    {
        if (!Begin())
        {
            return 0;
        }

        float freq = 0;
        while (NextMatch())
        {
            freq += 1f / (1f + matchLength);
        }

        return freq;
    }

    private bool Begin()
    {
        end = int.MinValue;
        positioned = true;
        queue.Clear();
        foreach (var part in parts)
        {
            part.Start();
        }

        if (groups.Length > 0 && !SpreadGroups())
        {
            return false;
        }

        foreach (var part in parts)
        {
            end = Math.Max(end, part.Place);
            Enqueue(part);
        }

        return true;
    }

    private bool NextMatch()
    {
        if (!positioned)
        {
            return false;
        }

        var part = Dequeue();
        matchLength = end - part.Place;
        int next = queue[0].Place;
        while (MoveOn(part))
        {
            if (groups.Length > 0 && !Resolve(part))
            {
                break;
            }

            if (part.Place > next)
            {
                Enqueue(part);
                if (matchLength <= slop)
                {
                    return true;
                }

                part = Dequeue();
                next = queue[0].Place;
                matchLength = end - part.Place;
            }
            else
            {
                matchLength = Math.Min(matchLength, end - part.Place);
            }
        }

        positioned = false;
        return matchLength <= slop;
    }

    private bool MoveOn(Part part)
    {
        if (!part.Next())
        {
            return false;
        }

        end = Math.Max(end, part.Place);
        return true;
    }

    // Moves parts of the same term until no two stand on one position, and puts right the queue for those moved.
    private bool Resolve(Part part)
    {
        if (part.Group < 0)
        {
            return true;
        }

        var group = groups[part.Group];
        var moved = new HashSet<int>();
        int origin = part.InGroup;
        for (int k = Collision(part); k >= 0; k = Collision(part))
        {
            part = Lesser(part, group[k]);
            if (!MoveOn(part))
            {
                return false;
            }

            if (k != origin)
            {
                moved.Add(k);
            }
        }

        int taken = 0;
        while (moved.Count > 0 && queue.Count > 0)
        {
            var top = Dequeue();
            stack[taken++] = top;
            if (top.Group >= 0)
            {
                moved.Remove(top.InGroup);
            }
        }

        while (taken > 0)
        {
            Enqueue(stack[--taken]);
        }

        return true;
    }

    private bool SpreadGroups()
    {
        foreach (var group in groups)
        {
            if (!overlappingGroups)
            {
                // All stand on the term's first position: the j-th moves on j times.
                for (int j = 1; j < group.Length; j++)
                {
                    for (int k = 0; k < j; k++)
                    {
                        if (!group[j].Next())
                        {
                            return false;
                        }
                    }
                }

                continue;
            }

            for (int i = 0, step; i < group.Length; i += step)
            {
                step = 1;
                for (int k = Collision(group[i]); k >= 0; k = Collision(group[i]))
                {
                    var lesser = Lesser(group[i], group[k]);
                    if (!MoveOn(lesser))
                    {
                        return false;
                    }

                    if (lesser.InGroup < i)
                    {
                        step = 0;
                        break;
                    }
                }
            }
        }

        return true;
    }

    private int Collision(Part part)
    {
        foreach (var other in groups[part.Group])
        {
            if (other != part && other.Position == part.Position)
            {
                return other.InGroup;
            }
        }

        return -1;
    }

    private static Part Lesser(Part a, Part b) => a.Place < b.Place || (a.Place == b.Place && a.Offset < b.Offset) ? a : b;

    // Parts that share a term, at different offsets, form a group.
    private Part[][] Group(ValueList<PhrasePart> phrase)
    {
        var found = new List<List<Part>>();
        for (int i = 0; i < parts.Length; i++)
        {
            for (int j = i + 1; j < parts.Length; j++)
            {
                if (parts[i].Offset == parts[j].Offset || !phrase[i].Terms.Any(t => phrase[j].Terms.Any(u => u.Term == t.Term)))
                {
                    continue;
                }

                if (parts[i].Group < 0)
                {
                    parts[i].Group = parts[j].Group >= 0 ? parts[j].Group : found.Count;
                    if (parts[i].Group == found.Count)
                    {
                        found.Add([]);
                    }

                    found[parts[i].Group].Add(parts[i]);
                }

                if (parts[j].Group < 0)
                {
                    parts[j].Group = parts[i].Group;
                    found[parts[i].Group].Add(parts[j]);
                }
            }
        }

        var result = found.Select(g => g.OrderBy(p => p.Offset).ToArray()).ToArray();
        foreach (var group in result)
        {
            for (int i = 0; i < group.Length; i++)
            {
                group[i].InGroup = i;
            }
        }

        return result;
    }

    // A phrase has few parts: a sorted list is the simplest queue, least first.
    private void Enqueue(Part part)
    {
        int at = queue.Count;
        while (at > 0 && part.CompareTo(queue[at - 1]) < 0)
        {
            at--;
        }

        queue.Insert(at, part);
    }

    private Part Dequeue()
    {
        var least = queue[0];
        queue.RemoveAt(0);
        return least;
    }

    private sealed class Part(PositionSource source, int offset, int order)
    {
        private int[] positions = new int[16];
        private int count;
        private int at;

        public int Offset => offset;

        public int Group { get; set; } = -1;

        public int InGroup { get; set; }

        /// <summary>The position within the document.</summary>
        public int Position => positions[at];

        /// <summary>The phrase position.</summary>
        public int Place => positions[at] - offset;

        public void Start()
        {
            var all = source.Positions();
            if (positions.Length < all.Length)
            {
                positions = new int[Math.Max(all.Length, positions.Length * 2)];
            }

            all.CopyTo(positions);
            count = all.Length;
            at = 0;
        }

        public bool Next()
        {
            if (at + 1 >= count)
            {
                return false;
            }

            at++;
            return true;
        }

        public int CompareTo(Part other) =>
            Place != other.Place ? Place.CompareTo(other.Place)
            : Offset != other.Offset ? Offset.CompareTo(other.Offset)
            : order.CompareTo(other.Order);

        private int Order => order;
    }
}
