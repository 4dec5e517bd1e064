using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KnowledgeBase.Catalogue.Storage;

/// <summary>The tables of the newest schema as EF Core sees them; the SQL scripts are the truth.</summary>
internal sealed class CatalogueContext(DbContextOptions<CatalogueContext> options) : DbContext(options)
{
    public DbSet<CollectionRow> Collections => Set<CollectionRow>();

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<FileRow> Files => Set<FileRow>();

    public DbSet<SourceRow> Sources => Set<SourceRow>();

    public DbSet<AuthorityRow> Authorities => Set<AuthorityRow>();

    public DbSet<PlaceRow> Places => Set<PlaceRow>();

    public DbSet<DocumentPlaceRow> DocumentPlaces => Set<DocumentPlaceRow>();

    public DbSet<DocumentThemeRow> DocumentThemes => Set<DocumentThemeRow>();

    public DbSet<DocumentConceptRow> DocumentConcepts => Set<DocumentConceptRow>();

    public DbSet<DocumentLanguageRow> DocumentLanguages => Set<DocumentLanguageRow>();

    public DbSet<PageRunRow> PageRuns => Set<PageRunRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    public DbSet<BandRow> Bands => Set<BandRow>();

    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    /// <summary>How EF opens the database of a connection string.</summary>
    public static DbContextOptions<CatalogueContext> On(string connectionString) => new DbContextOptionsBuilder<CatalogueContext>()
        .UseSqlite(connectionString)
        .AddInterceptors(new Connections.Pragmas())
        .Options;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CollectionRow>().ToTable("collections").HasKey(r => r.Name);
        modelBuilder.Entity<Document>(d =>
        {
            d.ToTable("documents").HasKey(r => r.Id);
            d.Ignore(r => r.IsRead);
            d.Ignore(r => r.BelongsInIndex);
        });
        modelBuilder.Entity<FileRow>().ToTable("files").HasKey(r => r.Sha256);
        modelBuilder.Entity<SourceRow>().ToTable("sources").HasKey(r => r.Id);
        modelBuilder.Entity<AuthorityRow>().ToTable("field_authority").HasKey(r => new { r.DocumentId, r.Field });
        modelBuilder.Entity<PlaceRow>().ToTable("places").HasKey(r => r.Slug);
        modelBuilder.Entity<DocumentPlaceRow>().ToTable("document_places").HasKey(r => new { r.DocumentId, r.Place });
        modelBuilder.Entity<DocumentThemeRow>().ToTable("document_themes").HasKey(r => new { r.DocumentId, r.Theme });
        modelBuilder.Entity<DocumentConceptRow>().ToTable("document_concepts").HasKey(r => new { r.DocumentId, r.Concept });
        modelBuilder.Entity<DocumentLanguageRow>().ToTable("document_languages").HasKey(r => new { r.DocumentId, r.Language });
        modelBuilder.Entity<PageRunRow>().ToTable("page_runs").HasKey(r => new { r.DocumentId, r.First });
        modelBuilder.Entity<JobRow>().ToTable("jobs").HasKey(r => new { r.DocumentId, r.Stage });
        modelBuilder.Entity<BandRow>().ToTable("fingerprint_bands").HasKey(r => new { r.Band, r.Bits, r.DocumentId });
        modelBuilder.Entity<ErasureRow>().ToTable("erasures").HasKey(r => r.DocumentId);
        modelBuilder.Entity<KeyRow>().ToTable("keys").HasKey(r => r.Hash);

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name)
    {
        var column = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && column.Length > 0)
            {
                column.Append('_');
            }

            column.Append(char.ToLowerInvariant(letter));
        }

        return column.ToString();
    }

    /// <summary>Times are kept as whole milliseconds, UTC.</summary>
    private sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        t => t.ToUnixTimeMilliseconds(), m => DateTimeOffset.FromUnixTimeMilliseconds(m));
}
