declare module "virtual:core" {
    const packed: string;
    export default packed;
}

declare module "virtual:lessons" {
    const lessons: import("./lessons/schema.ts").ShownLesson[];
    export default lessons;
}

declare module "virtual:recorder" {
    const packed: string;
    export default packed;
}

declare module "virtual:player" {
    const packed: string;
    export default packed;
}

declare module "virtual:reader" {
    const packed: string;
    export default packed;
}

declare module "virtual:licences" {
    const text: string;
    export default text;
}
