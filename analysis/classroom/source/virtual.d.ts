declare module "virtual:core" {
    const packed: string;
    export default packed;
}

declare module "virtual:lessons" {
    const lessons: import("./lessons/schema.ts").ShownLesson[];
    export default lessons;
}
