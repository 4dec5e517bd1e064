using System.Text;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Text.Tests;

public sealed class VocabularyTests
{
    private static IReadOnlyList<Concept> Read(string name, string text) => VocabularyFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name);

    [Fact]
    public void A_table_with_a_column_a_language_gives_concepts()
    {
        var concept = Assert.Single(Read("a.tsv", "id\ten\tit\n7\tbus stop|bus shelter\tfermata\n"));

        Assert.Equal("7", concept.Id);
        Assert.Equal([new("en", "bus stop", true), new("en", "bus shelter", false), new("it", "fermata", true)], concept.Labels);
    }

    [Fact]
    public void A_table_with_a_row_a_name_gives_concepts()
    {
        var concept = Assert.Single(Read("a.tsv", "id\tkind\tlang\tlabel\nx\tpref\tde\tHof\nx\talt\tde-AT\tInnenhof\n"));

        Assert.Equal([new("de", "Hof", true), new("de", "Innenhof", false)], concept.Labels);
    }

    [Fact]
    public void Skos_in_triples_gives_concepts()
    {
        var concept = Assert.Single(Read("a.nt", """
            <http://example.org/1> <http://www.w3.org/2004/02/skos/core#prefLabel> "Br\u00FCcke \"neu\""@de .
            <http://example.org/1> <http://www.w3.org/2004/02/skos/core#altLabel> "bridge"@en-GB .
            <http://example.org/1> <http://www.w3.org/2004/02/skos/core#broader> <http://example.org/2> .
            """));

        Assert.Equal("http://example.org/1", concept.Id);
        Assert.Equal([new("de", "Brücke \"neu\"", true), new("en", "bridge", false)], concept.Labels);
    }

    [Fact]
    public void Skos_in_xml_gives_concepts()
    {
        var concepts = Read("a.rdf", """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
              <skos:Concept rdf:about="http://example.org/1"><skos:prefLabel xml:lang="fr">pont</skos:prefLabel><skos:altLabel xml:lang="en">bridge</skos:altLabel></skos:Concept>
              <rdf:Description rdf:about="http://example.org/2"><skos:prefLabel xml:lang="fr">quai</skos:prefLabel></rdf:Description>
            </rdf:RDF>
            """);

        Assert.Equal(["http://example.org/1", "http://example.org/2"], concepts.Select(c => c.Id));
        Assert.Equal([new("fr", "pont", true), new("en", "bridge", false)], concepts[0].Labels);
    }

    [Theory]
    [InlineData("en", "boat", "boats")]
    [InlineData("it", "strada", "strade")]
    [InlineData("de", "Weg", "Wege")]
    [InlineData("ru", "город", "города")]
    public void A_name_and_its_plural_have_one_form(string language, string one, string many) =>
        Assert.Equal(WordForms.Stems(one, language), WordForms.Stems(many, language));

    [Fact]
    public void Entries_of_one_id_in_several_files_are_one_concept()
    {
        var join = new VocabularyJoin();
        join.Add("boats", Read("labels-it.tsv", "id\tit\n7\ttraghetto\n8\tbarca\n"));
        join.Add("boats", Read("labels-en.tsv", "id\ten\n7\tferry\n"));
        join.Add("boats", Read("alt-labels.tsv", "id\tlang\tlabel\n7\ten\tferryboat\n"));
        join.Add("trees", Read("labels.tsv", "id\tfr\n7\tchêne\n"));
        join.Add("boats", Read("domains.tsv", "id\tit\n8\tnavi e barche\n"));

        Assert.Equal(
            ["ferry ferryboat traghetto", "barca", "chêne", "navi e barche"],
            join.Concepts.Select(c => string.Join(' ', c.Labels.Select(l => l.Text).Order(StringComparer.Ordinal))));
    }

    [Fact]
    public void Towns_and_time_zones_are_places()
    {
        var towns = Read("cities.tsv", "name\tcountry\tsubcountry\tgeonameid\nGeneva\tSwitzerland\tGeneva\t2660646\n");
        var zones = Read("exemplar-cities.tsv", "zone\ten\tit\nEurope/Rome\t\tRoma\n");

        Assert.Equal(["Switzerland", "Geneva"], Assert.Single(towns).Within);
        Assert.Equal([new("en", "Rome", true), new("it", "Roma", true)], Assert.Single(zones).Labels);
        Assert.All(towns.Concat(zones), c => Assert.Equal(ConceptKind.Place, c.Kind));
    }

    [Theory]
    [InlineData("a.tsv", "")]
    [InlineData("a.tsv", "colour\tsize\nred\tlarge\n")]
    [InlineData("a.tsv", "id\trelation\ttarget\n1\tbroader\t2\n")]
    [InlineData("a.nt", "nothing of the kind")]
    [InlineData("a.pdf", "id\ten\n1\tbridge\n")]
    public void What_is_no_vocabulary_is_refused_with_a_sentence(string name, string text)
    {
        var fault = Assert.Throws<VocabularyException>(() => Read(name, text));
        Assert.EndsWith(".", fault.Message);
    }
}
