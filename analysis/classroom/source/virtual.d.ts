declare module "virtual:core" {
    const packed: string;
    export default packed;
}
