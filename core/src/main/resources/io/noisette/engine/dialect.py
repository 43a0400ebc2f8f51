"""What kernels use beside PyTorch, for editors: libtorch and Java read the word in the kernel's file."""


def differentiable(function):
    """Marks a function that autograd goes back through when Java calls it."""
    return function
