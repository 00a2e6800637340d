"""A task of a DemoMill server as an environment in Gymnasium's manner, in one file.

    from demomill_env import DemoMillEnv
    env = DemoMillEnv("http://127.0.0.1:8080", task="stack", distribution="D0", seed=1)
    observation, info = env.reset(options={"scene": 0})
    observation, reward, terminated, truncated, info = env.step(action)

Observations are dictionaries of float64 arrays by the keys of a dataset's `obs`, flat under `env.flat(keys)`.
Actions are 7 numbers in [-1, 1], as in datasets; what is beyond is clipped, and info["clipped"] says so. An
episode ends as terminated when the goal has held for the task's dwell (info["success"]), and as truncated after
`horizon` steps. Needs numpy alone; if gymnasium is installed, DemoMillEnv is one of its Envs, with spaces.
"""

import http.client
import json
import urllib.parse

import numpy as np

try:
    import gymnasium
    _Base = gymnasium.Env
except ImportError:
    gymnasium = None
    _Base = object


class DemoMillError(RuntimeError):
    """What the server refused, with its reason."""


class DemoMillEnv(_Base):
    metadata = {"render_modes": []}

    def __init__(self, url, task, distribution=None, seed=0, demonstration=None, key=None, horizon=500):
        """`demonstration`: id of one whose object shapes count; `key`: a bearer key, where one is needed."""
        self.horizon = horizon
        self._url = urllib.parse.urlsplit(url)
        self._key = key
        self._connection = None
        request = {"task": task, "seed": seed}
        if distribution is not None:
            request["distribution"] = distribution
        if demonstration is not None:
            request["demonstration"] = demonstration
        answer = self._call("POST", "/v1/sessions", request)
        self.session = answer["session"]
        self._scene = 0
        self._moment = answer["moment"]
        if gymnasium is not None:
            box = gymnasium.spaces.Box
            self.action_space = box(-1.0, 1.0, (self.session["action_width"],), np.float64)
            self.observation_space = gymnasium.spaces.Dict({
                key: box(-np.inf, np.inf, np.shape(values), np.float64)
                for key, values in self._moment["observation"].items()})

    def reset(self, *, seed=None, options=None):
        """Draws the scene `options["scene"]`, or the next one; the same seed and scene are the same start.

        The arm starts as it does in the job of that seed, in its motion `options["motion"]` of the scene, or 0."""
        if gymnasium is not None:
            super().reset(seed=seed)
        scene = (options or {}).get("scene", self._scene)
        self._scene = scene + 1
        body = {"scene": scene, "motion": (options or {}).get("motion", 0)}
        if seed is not None:
            body["seed"] = seed
        self._moment = self._call("POST", f"/v1/sessions/{self.session['id']}:reset", body)
        return self._observation(self._moment), self._info(self._moment)

    def step(self, action):
        """One control step: observation, reward (1 while the goal holds), terminated, truncated, info."""
        return self.steps([action])[-1]

    def steps(self, actions):
        """The same for several actions in one request, as policies that predict chunks give them."""
        body = {"actions": [np.asarray(action, np.float64).tolist() for action in actions]}
        moments = self._call("POST", f"/v1/sessions/{self.session['id']}:step", body)["moments"]
        self._moment = moments[-1]
        return [
            (self._observation(moment), moment["reward"], moment["success"],
             moment["steps"] >= self.horizon or "broken" in moment, self._info(moment))
            for moment in moments]

    def flat(self, keys):
        """The latest observation's arrays of these keys, one after the other."""
        return np.concatenate([np.asarray(self._moment["observation"][key]) for key in keys])

    def close(self):
        if self.session is not None:
            self._call("DELETE", f"/v1/sessions/{self.session['id']}")
            self.session = None
        if self._connection is not None:
            self._connection.close()

    @staticmethod
    def _observation(moment):
        return {key: np.asarray(values) for key, values in moment["observation"].items()}

    @staticmethod
    def _info(moment):
        return {name: value for name, value in moment.items() if name not in ("observation", "reward")}

    def _call(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        data = None if body is None else json.dumps(body)
        for attempt in (1, 2):
            if self._connection is None:
                kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
                self._connection = kind(self._url.hostname, self._url.port, timeout=90)
            try:
                self._connection.request(method, path, data, headers)
                answer = self._connection.getresponse()
                text = answer.read()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # a connection that was idle for long may be gone; a step is never sent twice to a live one
                self._connection.close()
                self._connection = None
                if attempt == 2:
                    raise
        if answer.status >= 400:
            raise DemoMillError(f"{method} {path}: {json.loads(text).get('detail', text)}")
        return json.loads(text) if text else None
