// Ten minutes of clicking at random bring no error to the console.
process.env.SELFORG_CLICKS ??= "600";
await import("./page_clicks_test.mjs");
