namespace KnowledgeBase.Catalogue;

/// <summary>
/// How similarity fingerprints of 64 bits are found again: cut into four quarters, of which two fingerprints that
/// differ in at most three bits share one (pigeonhole; Manku, Jain and Das Sarma, "Detecting near-duplicates for web crawling", 2007).
/// </summary>
internal static class Fingerprints
{
    public const int MostDifferingBits = 3;

    public static IEnumerable<(int Band, int Bits)> Bands(ulong fingerprint) =>
        Enumerable.Range(0, 4).Select(band => (band, (int)((fingerprint >> (16 * band)) & 0xFFFF)));
}
