using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>PresentationML: a page for each slide in the order shown, with its tables, charts, diagrams and the speaker's notes; hidden slides and comments apart.</summary>
internal sealed class PresentationReader(PresentationDocument package, OpenXmlPartSource parts, ReadingContext context)
{
    private const int MaxSlides = 20_000;

    public ExtractionResult Read()
    {
        var main = package.PresentationPart
            ?? throw DocumentRefusedException.Corrupt("The presentation has no main part.");
        var pages = new List<ExtractedPage>();
        var hidden = new List<HiddenPassage>();
        foreach (var slide in Slides(main))
        {
            var number = pages.Count + 1;
            var text = new TextBuilder(context);
            var title = DrawingText.Add(slide, parts, context, text, IsOrnament, unseen => hidden.Add(new("hidden-text", unseen, number)));
            foreach (var part in slide.Parts.Select(p => p.OpenXmlPart))
            {
                switch (part)
                {
                    case ChartPart or DiagramDataPart:
                        DrawingText.Add(part, parts, context, text);
                        break;
                    case NotesSlidePart:
                        DrawingText.Add(part, parts, context, text, IsOrnament);
                        break;
                    case SlideCommentsPart or PowerPointCommentPart:
                        hidden.AddRange(DrawingText.Passages(part, parts, context, "cm", "comment", number));
                        break;
                }
            }

            var shown = text.Take();
            if (IsHidden(slide))
            {
                hidden.Add(new("hidden-slide", shown, number));
                (shown, title) = ("", null);
            }

            pages.Add(new()
            {
                Number = number,
                Text = shown,
                Label = title,
                Headings = title is null || shown.Length == 0 ? [] : [title],
                Outcome = shown.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
            });
        }

        return new()
        {
            Outcome = ExtractionOutcome.Ok,
            HasPages = true,
            Pages = pages,
            Hidden = hidden,
            Properties = new() { LargestLine = pages.Select(p => p.Headings.FirstOrDefault()).FirstOrDefault(h => h is not null) },
        };
    }

    private static bool IsOrnament(string placeholder) => placeholder is "sldNum" or "dt" or "hdr" or "sldImg";

    private List<SlidePart> Slides(PresentationPart main)
    {
        var slides = new List<SlidePart>();
        using var reader = parts.Open(main);
        while (reader.Next(context.Limits) && slides.Count < MaxSlides)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sldId")
            {
                var id = reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? reader.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
                if (id is not null && main.TryGetPartById(id, out var part) && part is SlidePart slide)
                {
                    slides.Add(slide);
                }
            }
        }

        return slides;
    }

    private bool IsHidden(SlidePart slide)
    {
        using var reader = parts.Open(slide);
        reader.MoveToContent();
        return reader.GetAttribute("show") is "0" or "false";
    }
}
