namespace KnowledgeBase.Web.Routes;

/// <summary>Where to go on to after an action: only ever a page of this site.</summary>
internal static class LocalAddress
{
    /// <summary>The address if it is a path on this site, else the other one.</summary>
    public static string Or(string? address, string otherwise) =>
        address is { Length: > 0 and < 4096 } && address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\', StringComparison.Ordinal) && !address.Any(char.IsControl)
            ? new Uri(new Uri("http://site"), address).PathAndQuery + FragmentOf(address)
            : otherwise;

    private static string FragmentOf(string address) =>
        address.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? new Uri(new Uri("http://site"), address).Fragment : "";
}
