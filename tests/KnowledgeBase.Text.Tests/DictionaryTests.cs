using System.Globalization;
using System.IO.Compression;
using System.Text;
using KnowledgeBase.Text.Translation;

namespace KnowledgeBase.Text.Tests;

/// <summary>Dictionaries of our own in the form of FreeDict's.</summary>
public sealed class DictionaryTests : IDisposable
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly string _folder = Directory.CreateTempSubdirectory("kb-dictionaries-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string pair, params string[] entries)
    {
        var text = new MemoryStream();
        var index = new StringBuilder();
        foreach (var entry in entries)
        {
            var bytes = Encoding.UTF8.GetBytes(entry + "\n");
            index.Append(entry[..entry.IndexOf(" /", StringComparison.Ordinal)]).Append('\t').Append(Number(text.Length)).Append('\t').Append(Number(bytes.Length)).Append('\n');
            text.Write(bytes);
        }

        File.WriteAllText(Path.Combine(_folder, $"freedict-{pair}.index"), index.ToString());
        File.WriteAllBytes(Path.Combine(_folder, $"freedict-{pair}.dict.dz"), Dictzip(text.ToArray(), chunk: text.Length < 10_000 ? 16 : 50_000));
    }

    private static string Number(long value) => value < 64 ? Digits[(int)value].ToString() : Number(value / 64) + Digits[(int)(value % 64)];

    private static byte[] Dictzip(byte[] text, int chunk)
    {
        var packed = text.Chunk(chunk).Select(part =>
        {
            var into = new MemoryStream();
            using (var deflate = new DeflateStream(into, CompressionLevel.Fastest, leaveOpen: true))
            {
                deflate.Write(part);
            }

            return into.ToArray();
        }).ToList();
        var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 3]);
        writer.Write((ushort)(10 + (2 * packed.Count)));
        writer.Write("RA"u8);
        writer.Write((ushort)(6 + (2 * packed.Count)));
        writer.Write((ushort)1);
        writer.Write((ushort)chunk);
        writer.Write((ushort)packed.Count);
        packed.ForEach(p => writer.Write((ushort)p.Length));
        packed.ForEach(writer.Write);
        return file.ToArray();
    }

    [Fact]
    public void An_inflected_word_finds_its_translations_without_remarks()
    {
        Write("ita-eng", "strada /strˈada/\n1. road, way <n> [roads]\n2. street\n Synonyms: {via}", "ponte /pˈonte/ <n>\nbridge\na thing that crosses water");

        var shelf = DictionaryShelf.Open(_folder);

        Assert.Equal(["road", "way", "street"], shelf.Translate("strade", "it", "en", 5).Select(t => t.Text));
        Assert.Equal(["bridge"], shelf.Translate("ponti", "it", "en", 5).Select(t => t.Text));
        Assert.Empty(shelf.Translate("casa", "it", "en", 5));
        Assert.Empty(shelf.Translate("strada", "it", "fr", 5));
    }

    [Fact]
    public void A_pair_without_a_dictionary_is_reached_through_another_language()
    {
        Write("ita-eng", "semaforo /semˈaforo/\ntraffic light");
        Write("eng-deu", "traffic light /trˈafik/\nAmpel <fem>, Lichtsignalanlage <fem>");

        Assert.Equal(["Ampel", "Lichtsignalanlage"], DictionaryShelf.Open(_folder).Translate("semafori", "it", "de", 5).Select(t => t.Text));
    }

    [Fact]
    public void A_compound_without_an_entry_gives_its_parts_together()
    {
        Write("deu-eng", "Gehweg /ɡeː/\npavement", "Rampe /ra/\nramp");

        Assert.Equal(["ramp pavement", "pavement ramp"], DictionaryShelf.Open(_folder).Translate("Gehwegrampe", "de", "en", 5).Select(t => t.Text));
    }

    [Fact]
    public void A_dictionary_is_read_backwards_where_there_is_no_other()
    {
        Write("eng-hin", "house /haʊs/ <N>\n1. मकान, घर", "home /həʊm/ <N>\n1. घर");

        Assert.Equal(["home", "house"], DictionaryShelf.Open(_folder).Translate("घर", "hi", "en", 5).Select(t => t.Text));
    }

    [Fact]
    public void A_word_is_known_in_any_of_its_forms_and_only_in_its_language()
    {
        Write("ita-eng", "strada /strˈada/\nroad");

        var shelf = DictionaryShelf.Open(_folder);

        Assert.True(shelf.Knows("strade", "it"));
        Assert.False(shelf.Knows("road", "it"));
        Assert.False(shelf.Knows("strada", "en"));
    }

    [Fact]
    public void A_compound_may_have_a_letter_between_its_parts()
    {
        Write("deu-eng", "Bürger /b/\ncitizen", "Wohnung /v/\nflat", "Rat /r/\ncouncil", "Bau /b/\nconstruction");

        Assert.Contains("construction flat", DictionaryShelf.Open(_folder).Translate("Wohnungsbau", "de", "en", 5).Select(t => t.Text));
    }

    [Fact]
    public void Dictionaries_read_ahead_are_those_between_the_languages_asked_for()
    {
        Write("ita-eng", "strada /strˈada/\nroad");
        Write("eng-hin", "house /haʊs/ <N>\n1. मकान, घर");
        Write("swe-fin", "hus /hʉːs/\ntalo");

        var shelf = DictionaryShelf.Open(_folder);
        shelf.Load(["it", "hi"]);

        // Of each of the two their headwords and, read backwards, their translations; nothing of the third.
        Assert.Equal(5, shelf.Words);
        Assert.All(["मकान", "घर"], word => Assert.Equal(["house"], shelf.Translate(word, "hi", "en", 5).Select(t => t.Text)));
        Assert.Equal(["road"], shelf.Translate("strade", "it", "en", 5).Select(t => t.Text));
    }

    [Fact]
    public void What_was_found_out_about_a_dictionary_is_kept_as_long_as_it_is_true()
    {
        var tables = Path.Combine(_folder, "tables");
        WriteNumbered("eng-deu", "Wort");
        Assert.Equal("Wort", Translated());
        var table = Path.Combine(tables, "freedict-eng-deu.words");
        var kept = File.ReadAllBytes(table);

        // It is used: the lines of the index are not looked at again. Only the file's length and time tell that it is the same.
        var index = Path.Combine(_folder, "freedict-eng-deu.index");
        var (lines, time) = (File.ReadAllText(index), File.GetLastWriteTimeUtc(index));
        File.WriteAllText(index, new string('x', Encoding.UTF8.GetByteCount(lines)));
        File.SetLastWriteTimeUtc(index, time);
        Assert.Equal("Wort", Translated());
        File.WriteAllText(index, lines);
        File.SetLastWriteTimeUtc(index, time);

        // Damaged, cut short, or empty, it is made anew.
        foreach (var damage in new Func<byte[]>[] { () => Flipped(kept, 40), () => Flipped(kept, kept.Length / 4), () => Flipped(kept, kept.Length - 1), () => kept[..^8], () => [] })
        {
            File.WriteAllBytes(table, damage());
            Assert.Equal("Wort", Translated());
            Assert.Equal(kept, File.ReadAllBytes(table));
        }

        // Another edition of the dictionary.
        WriteNumbered("eng-deu", "Vokabel");
        Assert.Equal("Vokabel", Translated());
        Assert.NotEqual(kept, File.ReadAllBytes(table));

        // Where nothing can be kept, it translates all the same.
        File.Delete(table);
        Directory.CreateDirectory(table);
        Assert.Equal("Vokabel", Translated());

        string Translated() => DictionaryShelf.Open(_folder, tables).Translate("word" + Letters(2_100), "en", "de", 5).Single().Text[..^5];
    }

    private void WriteNumbered(string pair, string word) =>
        Write(pair, [.. Enumerable.Range(0, 2_500).Select(Letters).Select(i => $"word{i} /x/\n{word}{i}")]);

    private static string Letters(int i) =>
        string.Concat(i.ToString("x5", CultureInfo.InvariantCulture).Select(c => (char)('a' + Convert.ToInt32(c.ToString(), 16))));

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var flipped = bytes.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }

    [Fact]
    public void A_damaged_dictionary_translates_nothing_and_says_so()
    {
        File.WriteAllText(Path.Combine(_folder, "freedict-ita-eng.index"), "strada\tA\tB\n");
        File.WriteAllText(Path.Combine(_folder, "freedict-ita-eng.dict.dz"), "no such file");

        var shelf = DictionaryShelf.Open(_folder);

        Assert.Empty(shelf.Translate("strada", "it", "en", 5));
        Assert.Contains(("it", "en"), shelf.Damaged.Keys);
    }
}
