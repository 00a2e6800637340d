public enum RobotsRoom {}
