using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Text.Translation;

/// <summary>
/// What looking for all stems of a dictionary gave, kept in a file: the next start reads it in milliseconds. A file that was made of
/// other dictionaries, by other rules, or is damaged, is no table; it can be thrown away at any time.
/// </summary>
internal static class WordTable
{
    private const int OriginBytes = 32;
    private const int HeadBytes = OriginBytes + 16;

    /// <summary>Changes with the dictionary's files and with whatever in this program or in its stemmers decides on the table.</summary>
    /// <exception cref="IOException">One of the files cannot be looked at.</exception>
    public static byte[] Origin(string index, string entries, string from, bool backwards)
    {
        var program = typeof(WordTable).Assembly.ManifestModule.ModuleVersionId;
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{program} {AnalysisFingerprint.Current} {from} {backwards} {StateOf(index)} {StateOf(entries)}"));

        static string StateOf(string path)
        {
            var file = new FileInfo(path);
            return string.Create(CultureInfo.InvariantCulture, $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks}");
        }
    }

    /// <summary>The sorted keys and the places of their entries; null when there is no sound table of this origin.</summary>
    public static (ulong[] Keys, ulong[] Places)? Read(string path, ReadOnlySpan<byte> origin)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            Span<byte> head = stackalloc byte[HeadBytes];
            file.ReadExactly(head);
            var count = MemoryMarshal.Read<long>(head[OriginBytes..]);
            if (!head.StartsWith(origin) || count < 0 || count > file.Length || file.Length != HeadBytes + (2 * sizeof(ulong) * count))
            {
                return null;
            }

            var (keys, places) = (new ulong[count], new ulong[count]);
            file.ReadExactly(MemoryMarshal.AsBytes(keys.AsSpan()));
            file.ReadExactly(MemoryMarshal.AsBytes(places.AsSpan()));
            return Checksum(keys, places) == MemoryMarshal.Read<ulong>(head[(OriginBytes + 8)..]) ? (keys, places) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Not there, or not to be read: it is made anew.
            return null;
        }
    }

    public static void Write(string path, ReadOnlySpan<byte> origin, ulong[] keys, ulong[] places)
    {
        var beside = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                Span<byte> head = stackalloc byte[HeadBytes];
                origin.CopyTo(head);
                MemoryMarshal.Write(head[OriginBytes..], (long)keys.Length);
                MemoryMarshal.Write(head[(OriginBytes + 8)..], Checksum(keys, places));
                file.Write(head);
                file.Write(MemoryMarshal.AsBytes(keys.AsSpan()));
                file.Write(MemoryMarshal.AsBytes(places.AsSpan()));
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk or a folder that may not be written: what is in memory serves, and the next start makes it again.
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }

    private static ulong Checksum(ReadOnlySpan<ulong> keys, ReadOnlySpan<ulong> places)
    {
        var sum = WordForms.NoWords;
        for (var i = 0; i < keys.Length; i++)
        {
            sum = (ulong.RotateLeft(sum, 5) ^ keys[i]) * 1099511628211UL;
            sum = (ulong.RotateLeft(sum, 5) ^ places[i]) * 1099511628211UL;
        }

        return sum;
    }
}
