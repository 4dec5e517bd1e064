namespace KnowledgeBase.Engine.Searching;

/// <summary>Counts the places where all parts stand at exactly their distances.</summary>
internal sealed class ExactPhrase(PositionSource[] sources, int[] offsets) : PositionMatcher
{
    private int[] places = new int[32];

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
