using KnowledgeBase.Text.Benchmarks;

return args switch
{
    ["model", var folder, var file] => ModelMaker.Make(folder, file),
    ["detect", var folder] => DetectionTable.Print(folder),
    ["retrieval", var folder, .. var collections] => RetrievalTable.Print(folder, collections),
    ["speed", var file, var language] => Speed.Print(file, language),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("model UDHR-FOLDER FILE | detect SENTENCES-FOLDER | retrieval EVAL-FOLDER [COLLECTION...] | speed TEXT-FILE LANGUAGE");
    return 2;
}
