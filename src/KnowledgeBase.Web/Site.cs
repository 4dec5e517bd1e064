using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Documents;
using KnowledgeBase.Web.Routes;
using KnowledgeBase.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Web;

/// <summary>The site and its API in two calls: what it needs, and what it answers.</summary>
public static class Site
{
    /// <summary>
    /// Adds the site's own services. The search index, the catalogue and the ingestion must be registered by whoever puts
    /// the product together.
    /// </summary>
    public static IServiceCollection AddKnowledgeBaseSite(this IServiceCollection services, SiteOptions options)
    {
        services.AddSingleton(options);
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<Visit>();
        services.AddScoped<DocumentDoor>();
        services.AddScoped<RecordDesk>();
        services.AddScoped<UploadDesk>();
        services.AddSingleton<PictureCache>();
        services.AddSingleton<RequestCounts>();
        services.AddSiteSecurity(options);
        services.AddSiteDescription();
        return services;
    }

    /// <summary>Puts guards and routes into the application.</summary>
    public static WebApplication MapKnowledgeBaseSite(this WebApplication app)
    {
        app.UseRequestCounts(app.Services.GetRequiredService<RequestCounts>());
        app.UseSecurityHeaders();
        app.UseErrorAnswers();
        var options = app.Services.GetRequiredService<SiteOptions>();
        app.UseHostAndOrigin(options);
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapSearchApi();
        app.MapDocumentApi();
        app.MapFileApi();
        app.MapAdministrationApi();
        app.MapProbes();
        if (!options.ForOneCommand)
        {
            app.MapOpenApi("/openapi/{documentName}.json");
            app.MapSiteAssets();
            app.MapReadingPages();
            app.MapDocumentPages();
            app.MapCuratorPages();
            app.MapSigningIn();
        }

        return app;
    }
}
