using System.Runtime.InteropServices;

namespace KnowledgeBase.Text.Folding;

/// <summary>
/// Traditional characters and the simplified ones they fold to, so that a question in either finds texts in both;
/// from ICU's own table, read once. Without ICU each character is its own.
/// </summary>
internal static unsafe class SimplifiedChinese
{
    private const char First = '\u3400';
    private const char Last = '\u9FFF';
    private const int Newest = 99;
    private const int Oldest = 60;

    private static readonly char[] Simplified = Load();

    internal static bool Covers(char c) => c is >= First and <= Last;

    internal static char Of(char c) => Simplified[c - First];

    private static char[] Load()
    {
        var table = new char[Last - First + 1];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (char)(First + i);
        }

        for (var version = Newest; version >= Oldest; version--)
        {
            if (NativeLibrary.TryLoad($"libicui18n.so.{version}", out var library))
            {
                Fill(library, version, table);
                break;
            }
        }

        return table;
    }

    private static void Fill(nint library, int version, char[] table)
    {
        var open = (delegate* unmanaged<char*, int, int, char*, int, void*, int*, nint>)NativeLibrary.GetExport(library, $"utrans_openU_{version}");
        var change = (delegate* unmanaged<nint, char*, int*, int, int, int*, int*, void>)NativeLibrary.GetExport(library, $"utrans_transUChars_{version}");
        var close = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(library, $"utrans_close_{version}");
        var status = 0;
        nint rules;
        fixed (char* name = "Traditional-Simplified")
        {
            rules = open(name, -1, 0, null, 0, null, &status);
        }

        if (status > 0 || rules == 0)
        {
            return;
        }

        // Each character on a line of its own, so that no rule for two characters applies.
        var buffer = new char[table.Length * 2];
        for (var i = 0; i < table.Length; i++)
        {
            (buffer[2 * i], buffer[(2 * i) + 1]) = (table[i], '\n');
        }

        var length = buffer.Length;
        var limit = buffer.Length;
        fixed (char* text = buffer)
        {
            change(rules, text, &length, buffer.Length, 0, &limit, &status);
        }

        close(rules);
        for (var i = 0; status <= 0 && length == buffer.Length && i < table.Length; i++)
        {
            table[i] = Covers(buffer[2 * i]) ? buffer[2 * i] : table[i];
        }

        // A few simplified characters are themselves traditional for a third: all three are one.
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = table[table[i] - First];
        }
    }
}
