using System.Text;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Collects the text of a page under the document's allowance of characters, keeping white space tidy.</summary>
public sealed class TextBuilder(ReadingContext context)
{
    private StringBuilder text = new();
    private int rowStart;

    /// <summary>False once the allowance is used up; a reader may stop then.</summary>
    public bool Open { get; private set; } = true;

    public int Length => text.Length;

    /// <summary>True at the start and after white space.</summary>
    public bool EndsBlank => text.Length == 0 || text[^1] is ' ' or '\n' or '\t';

    /// <summary>Adds text as it stands.</summary>
    public void Add(string part)
    {
        if (part.Length == 0 || !Open)
        {
            return;
        }

        if (context.TryKeep(part.Length))
        {
            text.Append(part);
        }
        else
        {
            Open = false;
        }
    }

    /// <summary>Ends a line, unless one has just ended.</summary>
    public void Line()
    {
        if (text.Length > 0 && text[^1] == '\t')
        {
            text.Length--;
        }

        if (text.Length > 0 && text[^1] != '\n')
        {
            Add("\n");
        }
    }

    /// <summary>Starts a row of a sheet.</summary>
    public void StartRow()
    {
        Line();
        rowStart = text.Length;
    }

    /// <summary>Parts two cells of a row.</summary>
    public void Tab()
    {
        if (text.Length > 0 && text[^1] is not ('\n' or '\t'))
        {
            Add("\t");
        }
    }

    /// <summary>Turns the end of a cell's last paragraph into the border to the next cell.</summary>
    public void ReplaceLineEndByTab()
    {
        if (text.Length > 0 && text[^1] == '\n' && text.Length > rowStart)
        {
            text[^1] = '\t';
        }
    }

    /// <summary>Text from <paramref name="start"/> on, without taking it.</summary>
    public string From(int start) => start >= text.Length ? "" : text.ToString(start, text.Length - start);

    /// <summary>The cleaned text so far, and an empty builder.</summary>
    public string Take()
    {
        // Trimmed before it is copied out: a page can be most of what this process may hold.
        var start = 0;
        while (start < text.Length && IsBlank(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        var taken = text.ToString(start, end - start);
        text = new();
        rowStart = 0;
        return TextCleaner.Clean(taken);
    }

    private static bool IsBlank(char c) => c is '\n' or '\t' or ' ';
}
